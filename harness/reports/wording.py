"""How numbers and states read, the same in every report."""

from __future__ import annotations

from harness.grading.result import CheckResult, CheckStatus, CostResult, QualityResult, QuestionResult, Result
from harness.reports.intervals import Interval

NONE = "–"
_ORDER: dict[CheckStatus, int] = {"error": 0, "failed": 0, "void": 1, "skipped": 2, "passed": 3}


def points(score: float | None) -> str:
    """A score in points: `73.2`."""
    return NONE if score is None else f"{score:.1f}"


def number(value: float | None) -> str:
    """A metric's value in four digits."""
    return NONE if value is None else f"{value:.4g}"


def interval(found: Interval | None, decimals: int = 1) -> str:
    """An interval of points, `70.1–75.0`; nothing where it has no width."""
    if found is None or f"{found[0]:.{decimals}f}" == f"{found[1]:.{decimals}f}":
        return ""
    return f"{found[0]:.{decimals}f}–{found[1]:.{decimals}f}"


def quality(found: QualityResult | None, *, with_interval: bool = True) -> str:
    """`accuracy 0.912 (0.87–0.94)`."""
    if found is None:
        return NONE
    if found.value is None:
        return f"{found.metric}: not measured"
    between = f" ({number(found.ci95[0])}–{number(found.ci95[1])})" if found.ci95 and with_interval else ""
    return f"{found.metric} {number(found.value)}{between}"


def scale(found: QualityResult | None) -> str:
    """`0.5 … 0.93 (higher is better)`: the baseline's and the reference's value."""
    if found is None:
        return NONE
    return f"{number(found.baseline)} … {number(found.reference)}"


def checks(found: list[CheckResult]) -> str:
    """How many passed of how many."""
    return f"{sum(check.status == 'passed' for check in found)}/{len(found)}" if found else NONE


def cost(found: CostResult | None) -> str:
    """`3.2 s (1.8×), 410 MiB (1.1×)`: the ratios are to the reference's on the same machine."""
    if found is None or found.sessions == 0:
        return NONE
    time = f"{found.wall_s:.1f} s" + (f" ({found.wall_ratio:.2g}×)" if found.wall_ratio is not None else "")
    memory = f"{found.peak_memory_mb:.0f} MiB"
    if found.memory_ratio is not None:
        memory += f" ({found.memory_ratio:.2g}×)"
    gpu = f", {found.gpu_peak_memory_mb:.0f} MiB on the GPU" if found.gpu_peak_memory_mb is not None else ""
    return f"{time}, {memory}{gpu}"


def cost_ratio(found: CostResult | None) -> str:
    """`1.8× time, 1.1× memory`, or seconds where the reference's cost is not known."""
    if found is None or found.sessions == 0:
        return NONE
    if found.wall_ratio is None or found.memory_ratio is None:
        return f"{found.wall_s:.1f} s"
    return f"{found.wall_ratio:.2g}× time, {found.memory_ratio:.2g}× memory"


def state(result: QuestionResult) -> str:
    """What a question's result is where it is no plain grade; empty for that."""
    if result.status == "void":
        return "void"
    if result.status == "not_answered":
        return "not readable" if result.problems else "not answered"
    return "cached" if result.cached else ""


def failed_first(found: list[CheckResult]) -> list[CheckResult]:
    """The checks in the order in which somebody who has to mend them wants to read."""
    return sorted(found, key=lambda check: _ORDER[check.status])


def counts(result: Result) -> str:
    """`18 of 20 questions graded, 1 not answered, 1 void`."""
    total = len(result.questions)
    graded = sum(question.status == "graded" for question in result.questions)
    unanswered = sum(question.status == "not_answered" for question in result.questions)
    void = sum(question.status == "void" for question in result.questions)
    cached = sum(question.cached for question in result.questions)
    words = [f"{graded} of {total} question{'s' if total != 1 else ''} graded"]
    words += [f"{unanswered} not answered"] * bool(unanswered)
    words += [f"{void} void"] * bool(void)
    words += [f"{cached} from the cache"] * bool(cached)
    return ", ".join(words)
