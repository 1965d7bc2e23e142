"""How sure a score is: values worked by hand."""

from __future__ import annotations

import math

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import quality

from harness.grading.result import QualityResult, QuestionResult
from harness.reports.intervals import mean_interval, question_interval, scored


def a_question(score: float | None, correctness: float | None, of: QualityResult | None) -> QuestionResult:
    status = "void" if score is None else "graded"
    return QuestionResult(
        id=1, slug="s", title="t", status=status, score=score, correctness=correctness, quality=of
    )  # fmt: skip


@pytest.mark.parametrize(
    ("score", "correctness", "of", "expected"),
    [
        # accuracy from 0.5 to 0.9: 0.7 is half of 40 points, 0.65 is 15 and 0.8 is 30
        (80.0, 60.0, quality(0.7, (0.65, 0.8), share=0.5), (75.0, 90.0)),
        # perplexity from 40 down to 20: 30 is half, 34 is 0.3 and 28 is 0.6
        (50.0, 30.0, quality(30.0, (28.0, 34.0), share=0.5, higher_is_better=False), (42.0, 54.0)),
        # clipped at both ends of the scale
        (80.0, 60.0, quality(0.7, (0.1, 0.99), share=0.5), (60.0, 100.0)),
        (100.0, 60.0, quality(0.95, (0.92, 0.98), share=1.0), (100.0, 100.0)),
        # a gate took the quality away, or the cap decided: the score does not move with the quality
        (60.0, 60.0, quality(0.7, (0.65, 0.8), share=0.0), (60.0, 60.0)),
        (20.0, 55.0, quality(0.52, (0.45, 0.6), share=0.05), (20.0, 20.0)),
        # nothing was sampled
        (70.0, 50.0, quality(0.7, None, share=0.5), (70.0, 70.0)),
        (50.0, 50.0, quality(None, None, share=0.0), (50.0, 50.0)),
        (0.0, None, None, (0.0, 0.0)),
        # void
        (None, None, None, None),
    ],
)
def test_an_interval_of_a_question(
    score: float | None,
    correctness: float | None,
    of: QualityResult | None,
    expected: tuple[float, float] | None,
) -> None:
    assert question_interval(a_question(score, correctness, of)) == pytest.approx(expected)


def test_a_quality_without_a_scale_has_no_interval() -> None:
    flat = msgspec.structs.replace(quality(0.7, (0.6, 0.8), share=0.0), baseline=0.5, reference=0.5)
    assert question_interval(a_question(60.0, 60.0, flat)) == (60.0, 60.0)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], None),
        ([(50.0, (40.0, 70.0))], (40.0, 70.0)),
        # mean 60; below: sqrt(3² + 4²) / 2 = 2.5; above: sqrt(6² + 8²) / 2 = 5
        ([(50.0, (47.0, 56.0)), (70.0, (66.0, 78.0))], (57.5, 65.0)),
        # scores without a width narrow it: sqrt(8²) / 4 = 2
        ([(80.0, (72.0, 88.0)), (0.0, (0.0, 0.0)), (40.0, (40.0, 40.0)), (40.0, (40.0, 40.0))], (38.0, 42.0)),
    ],
)
def test_an_interval_of_a_mean(
    scores: list[tuple[float, tuple[float, float]]], expected: tuple[float, float] | None
) -> None:
    assert mean_interval(scores) == pytest.approx(expected)


@given(st.lists(st.tuples(*[st.floats(0, 100)] * 3).map(sorted), min_size=1, max_size=8))
def test_an_interval_of_a_mean_holds_it_and_is_no_wider_than_the_widest(found: list[list[float]]) -> None:
    scores = [(middle, (low, high)) for low, middle, high in found]
    interval = mean_interval(scores)
    assert interval is not None
    mean = math.fsum(score for score, _ in scores) / len(scores)
    assert 0.0 <= interval[0] <= mean + 1e-9 and mean - 1e-9 <= interval[1] <= 100.0
    assert interval[1] - interval[0] <= max(high - low for _, (low, high) in scores) + 1e-9


def test_void_questions_have_no_score_to_add() -> None:
    questions = [a_question(None, None, None), a_question(0.0, None, None), a_question(70.0, 60.0, None)]
    assert scored(questions) == [(0.0, (0.0, 0.0)), (70.0, (70.0, 70.0))]
