"""ROUGE-1, -2, -L and -Lsum, F-measures on a scale of 0..1, right for Chinese too.

Lin, ROUGE: A Package for Automatic Evaluation of Summaries (2004). On English text the values are rouge-score's without
stemming, averaged over items; rouge-score drops every character that is not ASCII, so Chinese scores 0 with it, and
its subsequences are hundreds of times slower on long texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq

from harness.question import Score
from metrics.arguments import paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature
from metrics.subsequence import covered_positions
from metrics.tokens import words

KINDS = ("rouge_1", "rouge_2", "rouge_l", "rouge_lsum")


def rouge_1(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean F-measure of shared words, 0..1."""
    return rouge_statistics("rouge_1", hypotheses=hypotheses, references=references)[0].score(bootstrap)


def rouge_2(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean F-measure of shared pairs of neighbouring words, 0..1."""
    return rouge_statistics("rouge_2", hypotheses=hypotheses, references=references)[0].score(bootstrap)


def rouge_l(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean F-measure of the longest common subsequence of words, 0..1."""
    return rouge_statistics("rouge_l", hypotheses=hypotheses, references=references)[0].score(bootstrap)


def rouge_lsum(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean F-measure of the words that the lines' longest common subsequences cover together, 0..1.

    For summaries with one sentence a line.
    """
    return rouge_statistics("rouge_lsum", hypotheses=hypotheses, references=references)[0].score(bootstrap)


def rouge_statistics(*kinds: str, hypotheses: Sequence[str], references: Sequence[str]) -> tuple[ItemStatistics, ...]:
    """Each item's F-measure, for each of the `kinds`, reading every text once.

    0 where neither text has a word, as with rouge-score.
    """
    answers, truths = paired_texts(of=kinds[0], hypotheses=hypotheses, references=references)
    measures = [_MEASURES[kind] for kind in kinds]
    values = np.array([_measure(measures, answer, truth) for answer, truth in zip(answers, truths, strict=True)])
    return tuple(
        mean_statistics(
            column,
            metric=kind,
            higher_is_better=True,
            signature=signature(kind, "rapidfuzz", tok="ascii+cjk", norm="nfkc", stem=False, case="lc", nrefs=1),
        )
        for kind, column in zip(kinds, values.T, strict=True)
    )


Lines = list[list[str]]
"""The words of each line of a text."""


def _measure(measures: Sequence[Callable[[Lines, Lines], float]], hypothesis: str, reference: str) -> list[float]:
    answer, truth = ([words(line) for line in text.split("\n")] for text in (hypothesis, reference))
    return [measure(answer, truth) for measure in measures]


def _shared_words(hypothesis: Lines, reference: Lines) -> float:
    answer, truth = _joined(hypothesis), _joined(reference)
    return _f_measure(_shared(Counter(answer), Counter(truth)), len(answer), len(truth))


def _shared_pairs(hypothesis: Lines, reference: Lines) -> float:
    answer, truth = _joined(hypothesis), _joined(reference)
    shared = _shared(Counter(pairwise(answer)), Counter(pairwise(truth)))
    return _f_measure(shared, max(0, len(answer) - 1), max(0, len(truth) - 1))


def _longest_subsequence(hypothesis: Lines, reference: Lines) -> float:
    answer, truth = _joined(hypothesis), _joined(reference)
    return _f_measure(LCSseq.similarity(answer, truth), len(answer), len(truth))


def _covered_words(hypothesis: Lines, reference: Lines) -> float:
    """A word of the reference counts as often as it is covered, but no more often than the hypothesis has it."""
    lines = {tuple(line) for line in hypothesis}
    covered: Counter[str] = Counter()
    for truth in reference:
        positions: set[int] = set()
        for answer in lines:
            if len(positions) < len(truth) and not set(truth).isdisjoint(answer):
                positions.update(covered_positions(truth, answer))
        covered.update(truth[position] for position in positions)
    answer_counts = Counter(_joined(hypothesis))
    return _f_measure(_shared(covered, answer_counts), answer_counts.total(), sum(map(len, reference)))


def _joined(lines: Lines) -> list[str]:
    return lines[0] if len(lines) == 1 else [word for line in lines for word in line]


def _shared(one: Counter[Any], other: Counter[Any]) -> int:
    found, total = other.get, 0
    for item, count in one.items():  # half the time of a sum of minima, and most of ROUGE-2's
        seen = found(item, 0)
        total += count if count < seen else seen
    return total


def _f_measure(common: int, hypothesis: int, reference: int) -> float:
    """The harmonic mean of `common / hypothesis` and `common / reference`; 0 where nothing is common."""
    return 2 * common / (hypothesis + reference) if common else 0.0


_MEASURES: dict[str, Callable[[Lines, Lines], float]] = dict(
    zip(KINDS, (_shared_words, _shared_pairs, _longest_subsequence, _covered_words), strict=True)
)
