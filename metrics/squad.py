"""Exact match and F1 of short answers, as SQuAD defines them, right for Chinese too; both 0..1.

Rajpurkar et al., SQuAD (2016). On ASCII text they are the official script's, divided by 100.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from harness.question import Score
from metrics.arguments import paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature
from metrics.tokens import answer_words

References = Sequence[str | Sequence[str]]
"""For each question its answer, or several of which the best-matching counts."""


def exact_match(*, hypotheses: Sequence[str], references: References, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The share of answers with the same words as a reference, in order."""
    return squad_statistics("exact_match", hypotheses=hypotheses, references=references).score(bootstrap)


def squad_f1(*, hypotheses: Sequence[str], references: References, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean over questions of the F-measure of shared words with the best-matching reference.

    Where either has no word, as for questions without an answer, it is 1 if neither has, else 0.
    """
    return squad_statistics("squad_f1", hypotheses=hypotheses, references=references).score(bootstrap)


def squad_statistics(metric: str, *, hypotheses: Sequence[str], references: References) -> ItemStatistics:
    """Each question's match; `metric` is `exact_match` or `squad_f1`. ValueError for a question without reference."""
    alternatives = [[truth] if isinstance(truth, str) else truth for truth in references]
    if isinstance(references, str):
        raise TypeError(f"{metric}: references must be a list with one element per item, not a bare string.")
    for index, truths in enumerate(alternatives):
        if not truths:
            raise ValueError(f"{metric}: references[{index}] is an empty list.")
    first, _ = paired_texts(of=metric, hypotheses=hypotheses, references=[truths[0] for truths in alternatives])
    match = _equal if metric == "exact_match" else _f_measure
    values = []
    for answer, truths in zip(map(answer_words, first), alternatives, strict=True):
        values.append(max(match(answer, answer_words(truth)) for truth in truths))
    return mean_statistics(
        np.array(values, dtype=np.float64),
        metric=metric,
        higher_is_better=True,
        signature=signature(metric, "numpy", tok="squad+cjk", norm="nfkc", articles=False, punct=False, case="lc"),
    )


def _equal(answer: list[str], truth: list[str]) -> float:
    return float(answer == truth)


def _f_measure(answer: list[str], truth: list[str]) -> float:
    if not answer or not truth:
        return float(answer == truth)
    shared = (Counter(answer) & Counter(truth)).total()
    return 2 * shared / (len(answer) + len(truth))
