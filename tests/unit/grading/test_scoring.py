"""Points from checks and quality, by tables of known values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.grading.result import CheckResult, CheckStatus
from harness.grading.scoring import correctness, quality_share, score_question
from harness.question import Score


def result(status: CheckStatus, weight: float = 1.0, *, gate: bool = False) -> CheckResult:
    return CheckResult(name=f"{status}{weight}", status=status, weight=weight, gate=gate, sentence="It holds.")


def measured(value: float, low: float, high: float, *, higher_is_better: bool = True) -> Score:
    return Score(
        metric="m", value=value, higher_is_better=higher_is_better, ci95=(low, high), items=100, signature="m|v:1"
    )


@pytest.mark.parametrize(
    ("checks", "points"),
    [
        ([result("passed")], 60),
        ([result("failed")], 0),
        ([result("passed", 3), result("failed", 1)], 45),
        ([result("passed", 1), result("error", 1), result("skipped", 1)], 20),
        ([result("failed", 0), result("passed", 2)], 60),
        ([], 0),
    ],
)
def test_correctness(checks: list[CheckResult], points: float) -> None:
    assert correctness(checks) == pytest.approx(points)


@pytest.mark.parametrize(
    ("value", "baseline", "reference", "share"),
    [
        (0.75, 0.5, 1.0, 0.5),
        (1.2, 0.5, 1.0, 1.0),
        (0.4, 0.5, 1.0, 0.0),
        (30.0, 40.0, 20.0, 0.5),
        (10.0, 40.0, 20.0, 1.0),
        (50.0, 40.0, 20.0, 0.0),
    ],
)
def test_quality_lies_between_baseline_and_reference(
    value: float, baseline: float, reference: float, share: float
) -> None:
    assert quality_share(value, baseline, reference) == pytest.approx(share)


def test_quality_without_a_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="no scale"):
        quality_share(1.0, 2.0, 2.0)


class TestWholeScore:
    def test_right_and_good(self) -> None:
        scored = score_question([result("passed")], measured(1, 0.9, 1), baseline=0, reference=1)
        assert (scored.score, scored.correctness, scored.share, scored.notes) == (100, 60, 1, ())

    def test_a_failed_gate_takes_the_quality(self) -> None:
        checks = [result("passed", 2), result("failed", 1, gate=True)]
        scored = score_question(checks, measured(1, 0.9, 1), baseline=0, reference=1)
        assert scored.score == pytest.approx(40)
        assert scored.share == 0
        assert "gate failed1" in scored.notes[0]

    @pytest.mark.parametrize("status", ["skipped", "error"])
    def test_a_gate_that_was_not_passed_is_closed(self, status: CheckStatus) -> None:
        scored = score_question([result(status, gate=True)], measured(1, 0.9, 1), baseline=0, reference=1)
        assert scored.share == 0

    @pytest.mark.parametrize(
        ("quality", "baseline", "reference", "capped"),
        [
            (measured(0.10, 0.00, 0.20), 0.05, 1.0, True),
            (measured(0.10, 0.06, 0.20), 0.05, 1.0, False),
            (measured(39.0, 37.0, 41.0, higher_is_better=False), 40.0, 20.0, True),
            (measured(39.0, 37.0, 39.9, higher_is_better=False), 40.0, 20.0, False),
        ],
    )
    def test_behaviours_count_only_above_the_baseline(
        self, quality: Score, baseline: float, reference: float, capped: bool
    ) -> None:
        scored = score_question([result("passed")], quality, baseline=baseline, reference=reference)
        assert (scored.score == 20) is capped
        assert any("Capped" in note for note in scored.notes) is capped

    def test_quality_that_could_not_be_measured_caps_too(self) -> None:
        scored = score_question([result("passed")], None, baseline=0, reference=1)
        assert scored.score == 20
        assert len(scored.notes) == 2

    def test_prose_is_not_capped(self) -> None:
        scored = score_question([result("passed")], measured(0, 0, 0), baseline=0, reference=1, capped=False)
        assert scored.score == 60

    @given(
        st.lists(st.tuples(st.sampled_from(["passed", "failed", "error", "skipped"]), st.floats(0, 10), st.booleans())),
        st.floats(-2, 2),
        st.floats(0.01, 1),
    )
    def test_always_from_0_to_100_and_never_more_than_its_parts(
        self, checks: list[tuple[CheckStatus, float, bool]], value: float, width: float
    ) -> None:
        results = [result(status, weight, gate=gate) for status, weight, gate in checks]
        scored = score_question(results, measured(value, value - width, value + width), baseline=0, reference=1)
        assert 0 <= scored.score <= 100
        assert scored.score <= scored.correctness + 40 * scored.share + 1e-9
