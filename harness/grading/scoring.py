"""How checks and quality become a score: 60 points for correctness, 40 for quality, and what caps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.grading.result import CheckResult
from harness.question import Score

CORRECTNESS_POINTS = 60.0
QUALITY_POINTS = 40.0
CAP_AT_BASELINE = 20.0
"""What an answer can have at most whose quality is not above the baseline's: behaviours such as the same answer
twice are worth points only in an answer that does the job."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Points and the sentences that explain what was capped."""

    score: float
    correctness: float
    share: float
    notes: tuple[str, ...]


def correctness(checks: Sequence[CheckResult]) -> float:
    """Passed weight over all weight, in points. A question without weights has nothing to lose."""
    total = sum(check.weight for check in checks)
    passed = sum(check.weight for check in checks if check.status == "passed")
    return CORRECTNESS_POINTS * (passed / total if total else 0.0)


def quality_share(value: float, baseline: float, reference: float) -> float:
    """`(value - baseline) / (reference - baseline)` clipped to 0..1: sign-aware by construction.

    Raises `ValueError` when reference and baseline do not differ: such a question cannot be scored.
    """
    if reference == baseline:
        raise ValueError(f"reference and baseline are both {reference!r}: quality has no scale")
    return min(1.0, max(0.0, (value - baseline) / (reference - baseline)))


def score_question(
    checks: Sequence[CheckResult],
    quality: Score | None,
    *,
    baseline: float,
    reference: float,
    capped: bool = True,
) -> Scored:
    """The question's score from its checks and its quality (None where it could not be measured).

    `capped` is False for prose, whose points are claims and no behaviours that a hollow answer has too.
    """
    notes: list[str] = []
    points = correctness(checks)
    share = 0.0
    above_baseline = False
    if quality is None:
        notes.append("Quality could not be measured, so it earns nothing.")
    else:
        share = quality_share(quality.value, baseline, reference)
        above_baseline = quality.better_than(baseline)
        closed = [check.name for check in checks if check.gate and check.status != "passed"]
        if closed:
            share = 0.0
            notes.append(f"Quality earns nothing: the gate {', '.join(closed)} did not pass.")
    score = points + QUALITY_POINTS * share
    if capped and not above_baseline and score > CAP_AT_BASELINE:
        score = CAP_AT_BASELINE
        notes.append(
            f"Capped at {CAP_AT_BASELINE:g}: the quality is not above the baseline's with 95 % confidence, "
            "and behaviours are worth points only in an answer that does the job."
        )
    return Scored(score, points, share, tuple(notes))
