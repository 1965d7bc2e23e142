"""How sure a score is: the intervals of qualities carried over to scores and to their mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from harness.grading.result import QuestionResult
from harness.grading.scoring import QUALITY_POINTS, quality_share

HOW = (
    "The 95 % interval of a question's score is that of its quality, carried over to points; checks have none. "
    "The interval of a mean score adds these as independent errors: the square root of the sum of their squares, "
    "divided by the number of questions."
)

Interval = tuple[float, float]


def question_interval(result: QuestionResult) -> Interval | None:
    """The 95 % interval of a question's score; the score itself twice where nothing was sampled, None for void.

    A score that a gate or the cap decided does not move with the quality, so it has no width either.
    """
    if result.score is None:
        return None
    quality = result.quality
    exact = (result.score, result.score)
    if quality is None or quality.value is None or quality.ci95 is None or result.correctness is None:
        return exact
    if quality.reference == quality.baseline:
        return exact
    shares = [quality_share(value, quality.baseline, quality.reference) for value in (*quality.ci95, quality.value)]
    low, high, middle = (result.correctness + QUALITY_POINTS * share for share in shares)
    if abs(middle - result.score) > 0.01:
        return exact
    return min(low, high, result.score), max(low, high, result.score)


def mean_interval(scores: Sequence[tuple[float, Interval]]) -> Interval | None:
    """The interval of the mean of scores with independent intervals; None for no score. Sides are added apart."""
    if not scores:
        return None
    mean = math.fsum(score for score, _ in scores) / len(scores)
    below = math.sqrt(math.fsum((score - low) ** 2 for score, (low, _) in scores)) / len(scores)
    above = math.sqrt(math.fsum((high - score) ** 2 for score, (_, high) in scores)) / len(scores)
    return max(0.0, mean - below), min(100.0, mean + above)


def scored(results: Iterable[QuestionResult]) -> list[tuple[float, Interval]]:
    """Scores with their intervals, of the questions that have one."""
    pairs = ((result.score, question_interval(result)) for result in results)
    return [(score, interval) for score, interval in pairs if score is not None and interval is not None]
