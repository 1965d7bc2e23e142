"""ROUGE-1, -2, -L and -Lsum, F-measures on a scale of 0..1, right for Chinese too.

Lin, ROUGE: A Package for Automatic Evaluation of Summaries (2004). On English text the values are rouge-score's without
stemming, averaged over items; rouge-score drops every character that is not ASCII, so Chinese scores 0 with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz.distance import LCSseq

from harness.question import Score
from metrics.arguments import paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature
from metrics.tokens import words


def rouge_l(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean F-measure of the longest common subsequence of words, 0..1."""
    return rouge_statistics("rouge_l", hypotheses=hypotheses, references=references).score(bootstrap)


def rouge_statistics(metric: str, *, hypotheses: Sequence[str], references: Sequence[str]) -> ItemStatistics:
    """Each item's F-measure; `metric` is one of the functions above."""
    answers, truths = paired_texts(of=metric, hypotheses=hypotheses, references=references)
    measure = _MEASURES[metric]
    values = [measure(answer, truth) for answer, truth in zip(answers, truths, strict=True)]
    return mean_statistics(
        np.array(values),
        metric=metric,
        higher_is_better=True,
        signature=signature(metric, "rapidfuzz", tok="ascii+cjk", norm="nfkc", stem=False, case="lc", nrefs=1),
    )


def _longest_subsequence(hypothesis: str, reference: str) -> float:
    answer, truth = words(hypothesis), words(reference)
    return _f_measure(LCSseq.similarity(answer, truth), len(answer), len(truth))


def _f_measure(common: int, hypothesis: int, reference: int) -> float:
    """The harmonic mean of `common / hypothesis` and `common / reference`; 0 where both are empty."""
    return 2 * common / (hypothesis + reference) if common else 0.0


_MEASURES: dict[str, Callable[[str, str], float]] = {"rouge_l": _longest_subsequence}
