"""Examines a code answer: load it, set it up, measure its quality, run its checks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection
from typing import Generic, TypeVar

from harness.faults import CandidateFault, InfrastructureFault
from harness.grading.exam import AnswerExam, NotReachedError
from harness.grading.outcome import Outcome
from harness.grading.result import CheckResult, CheckStatus, CostResult
from harness.grading.session import RawSession
from harness.question import Check, CheckFailed, CodeQuestion, Exam, Measurement

Data = TypeVar("Data")

LOADS = "loads"
FIT = "fit"
QUALITY = "quality"


def examine_code(
    question: CodeQuestion[Data],
    data: Data,
    seed: int,
    open_session: Callable[[], RawSession],
    *,
    only: Collection[str] | None = None,
    measure: bool = True,
) -> Outcome:
    """Run the whole examination of one answer.

    `only` restricts the question's checks to those names and what they need; `measure` is False where the
    quality is not wanted (the bank's own fast audit). Our own faults are caught check by check and make the
    outcome void; an `InfrastructureFault` while the session is opened goes up to the caller.
    """
    examination = _Examination(question, AnswerExam(question, data, seed, open_session))
    try:
        examination.run(only, measure)
    finally:
        examination.exam.close()
    return examination.outcome()


class _Examination(Generic[Data]):
    def __init__(self, question: CodeQuestion[Data], exam: AnswerExam[Data]) -> None:
        self.question = question
        self.exam = exam
        self.results: list[CheckResult] = []
        self.measurement: Measurement | None = None
        self.faults: list[str] = []

    def run(self, only: Collection[str] | None, measure: bool) -> None:
        checks = list(self.question.checks)
        if only is not None:
            wanted = set(only)
            for check in reversed(checks):
                if check.name in wanted:
                    wanted.update(check.needs)
            checks = [check for check in checks if check.name in wanted]
        self._attempt(_load_check(self))
        if self.question.setup is not None:
            self._attempt(_fit_check(self))
        else:
            self._set_up_without_fit()
        if measure:
            self._attempt(_quality_check(self))
        for check in checks:
            self._attempt(check)

    def _set_up_without_fit(self) -> None:
        try:
            self.exam.set_up()
        except NotReachedError:
            return

    def _attempt(self, check: Check[Data]) -> None:
        passed = {result.name for result in self.results if result.status == "passed"}
        if missing := [name for name in check.needs if name not in passed]:
            self._record(check, "skipped", f"not run, because {missing[0]} did not pass")
            return
        try:
            message = check.run(self.exam)
            self._record(check, "passed", message or "")
        except CheckFailed as failure:
            self._record(check, "failed", failure.message, private=failure.private)
        except CandidateFault as fault:
            self._record(check, "error", fault.message, file=fault.file, line=fault.line)
        except NotReachedError as reason:
            self._record(check, "skipped", f"not run: {reason}")
        except InfrastructureFault:
            raise
        except Exception:
            self.faults.append(f"check {check.name}: {traceback.format_exc()}")
            self._record(check, "void", "could not be run through a fault of the grader; nothing is counted")

    def _record(
        self,
        check: Check[Data],
        status: CheckStatus,
        message: str,
        *,
        private: str = "",
        file: str | None = None,
        line: int | None = None,
    ) -> None:
        self.results.append(
            CheckResult(
                name=check.name,
                status=status,
                weight=check.weight,
                gate=check.gate,
                sentence=check.sentence,
                message=message,
                private=private,
                file=file,
                line=line,
            )
        )

    def outcome(self) -> Outcome:
        usages = self.exam.usages
        log = next((usage.log for usage in usages if usage.log), "")
        on_gpu = [usage.gpu_peak_memory_mb for usage in usages if usage.gpu_peak_memory_mb is not None]
        return Outcome(
            checks=tuple(self.results),
            measurement=self.measurement,
            cost=CostResult(
                wall_s=sum(usage.wall_s for usage in usages),
                peak_memory_mb=max((usage.peak_memory_mb for usage in usages), default=0.0),
                sessions=len(usages),
                gpu_peak_memory_mb=max(on_gpu) if on_gpu else None,
                torch_layers=sorted({layer for usage in usages for layer in usage.torch_layers}),
            ),
            log=log,
            faults=tuple(self.faults),
        )


def _load_check(examination: _Examination[Data]) -> Check[Data]:
    methods = ", ".join(method.name for method in examination.question.contract.methods)

    def loads(_exam: object) -> None:
        loaded = examination.exam.load()
        if loaded.complaints:
            first = loaded.complaints[0]
            more = f" (and {len(loaded.complaints) - 1} more)" if len(loaded.complaints) > 1 else ""
            raise CandidateFault("load", first.message + more, file=first.file, line=first.line)

    return Check(LOADS, loads, f"The answer can be imported and defines a class Solution with {methods}.", weight=0.0)


def _fit_check(examination: _Examination[Data]) -> Check[Data]:
    def fit(_exam: object) -> None:
        examination.exam.set_up()

    return Check(FIT, fit, "The answer can be trained on the training data within its limits.", weight=0.0)


def _quality_check(examination: _Examination[Data]) -> Check[Data]:
    quality = examination.question.quality

    def measure(exam: Exam[Data]) -> None:
        examination.measurement = quality.measure(exam)

    return Check(QUALITY, measure, f"The answer's {quality.metric} can be measured on held-out data.", weight=0.0)
