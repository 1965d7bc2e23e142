"""When the signals about a prose answer disagree, a person should look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.rubric.evidence import TO_THE_GRADER
from harness.rubric.word_order import NO_ORDER

HIGH_COVERAGE = 0.5
LOW_COVERAGE = 0.35
MOSTLY_NAMED = 0.6
OFF_TOPIC = 0.06
"""ROUGE-L below which an answer shares next to nothing with the reference."""
CLOSE = 0.40
"""ROUGE-L above which an answer is worded like the reference: paraphrases have .14 to .20, copies .50 and more."""
MOST_REFUSED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Coverage; points contradicted or denied; share of points whose terms are named at all; likeness; refusals."""

    coverage: float
    contradicted: tuple[str, ...]
    named: float
    similarity: float | None
    sentences: int
    refused: Mapping[str, int]


def disagreement(signals: Signals) -> str:
    """Why a person should look, in sentences; empty where the signals agree."""
    reasons: list[str] = []
    covered = f"{signals.coverage:.0%} of the key points' weight is shown"
    if signals.contradicted and signals.coverage >= HIGH_COVERAGE:
        reasons.append(f"{covered}, but the answer contradicts or denies {', '.join(signals.contradicted)}.")
    if signals.similarity is not None:
        if signals.coverage >= HIGH_COVERAGE and signals.similarity < OFF_TOPIC:
            reasons.append(f"{covered}, but the wording has next to nothing in common with the reference answer.")
        if signals.coverage <= LOW_COVERAGE and signals.similarity >= CLOSE:
            reasons.append(f"The wording is close to the reference answer's, but only {covered}.")
    if signals.coverage <= LOW_COVERAGE and signals.named >= MOSTLY_NAMED:
        reasons.append(
            f"The answer names the terms of {signals.named:.0%} of the key points, but only {covered}: "
            "key words, facts turned round, or a wording that the rubric does not know."
        )
    if talk := signals.refused.get(TO_THE_GRADER, 0):
        reasons.append(f"{talk} sentence(s) speak to the grader.")
    if signals.refused.get(NO_ORDER, 0):
        reasons.append("The words look shuffled.")
    refused = sum(signals.refused.values())
    if signals.coverage >= HIGH_COVERAGE and refused > MOST_REFUSED * signals.sentences:
        reasons.append(f"{covered}, but {refused} of {signals.sentences} sentences are no evidence.")
    return " ".join(reasons)
