"""Grades a submission: every question asked, each result kept the moment it exists."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import msgspec

from harness.bank import BankEntry
from harness.content import engine_hash, exam_hash
from harness.executors.local import LocalPool
from harness.faults import InfrastructureFault, UserError
from harness.grading.anchors import Anchors
from harness.grading.assemble import graded, not_answered, placed, with_cost_ratio
from harness.grading.costs import known_cost
from harness.grading.environment import device_kind, package_versions, record_environment
from harness.grading.examiner import Examiner
from harness.grading.outcome import Outcome
from harness.grading.result import SCHEMA_VERSION, Environment, QuestionResult, Result, SubmissionInfo
from harness.intake.submission import Answer, Submission
from harness.question import CodeQuestion
from harness.store import Store


class Progress(Protocol):
    """Told what happens while a run goes on; called from several threads."""

    def started(self, entry: BankEntry, what: str) -> None:
        """Work on a question began: `what` is "grading" or "measuring the reference's cost"."""

    def finished(self, result: QuestionResult) -> None:
        """A question's result exists and is stored."""

    def ended(self, entry: BankEntry) -> None:
        """Work that leaves no result, the measuring of a cost, is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRequest:
    """One submission to grade: which questions, by how many sessions side by side.

    `with_cost` measures the reference's cost on this machine, once, after everything is graded.
    """

    submission: Submission
    source: str
    asked: Sequence[BankEntry]
    jobs: int = 1
    with_cost: bool = True


def grade(request: GradeRequest, examiner: Examiner, store: Store, progress: Progress) -> Result:
    """Grade the questions asked. What the store holds already is taken from there, and says so.

    Each result is stored as soon as it exists, so that a killed run goes on where it stopped. Raises `UserError`
    where an answered question has no data for the examiner's profile, or this host cannot confine answers.
    """
    return _Run(request, examiner, store, progress).whole()


class _Run:
    def __init__(self, request: GradeRequest, examiner: Examiner, store: Store, progress: Progress) -> None:
        self.request = request
        self.examiner = examiner
        self.options = examiner.options
        self.store = store
        self.progress = progress
        self.anchors = Anchors(examiner, store)
        self.name = uuid.uuid4().hex
        self.results: dict[int, QuestionResult] = {}

    def whole(self) -> Result:
        began = time.monotonic()
        asked = self.request.asked
        self._require_profile([entry for entry in asked if entry.number in self.request.submission.answers])
        todo = [entry for entry in asked if not self._known(entry)]
        pool = LocalPool(self.request.jobs)
        for examined in pool.run(self._examine, todo):
            self.results[examined.id] = examined
        for _ in pool.run(self._measure_cost, [entry for entry in asked if self._lacks_cost(entry)]):
            pass
        result = self._result(time.monotonic() - began)
        self.store.put_run(result)
        return result

    def _require_profile(self, entries: Sequence[BankEntry]) -> None:
        for entry in entries:
            with contextlib.suppress(InfrastructureFault):  # a question that cannot be loaded is void later
                question = entry.question
                if isinstance(question, CodeQuestion) and self.options.profile not in question.profiles:
                    raise UserError(
                        f"Question {entry.number} has no data for the profile {self.options.profile}.",
                        f"Choose others with --question, or a profile that it has: {', '.join(question.profiles)}.",
                    )

    def _known(self, entry: BankEntry) -> bool:
        """Does the question need no exam, because it has no answer or the answer was graded before?"""
        answer = self.request.submission.answers.get(entry.number)
        if answer is None:
            problems = [
                problem.sentence() for problem in self.request.submission.problems if problem.question == entry.number
            ]
            self._finish(not_answered(entry, problems))
            return True
        try:
            cached = self.store.get(self._key(entry, answer))
        except InfrastructureFault as fault:
            self._finish(self._void(entry, answer, str(fault)))
            return True
        if cached is None:
            return False
        tries = self.store.tries(self.request.submission.name, entry.number)
        self._finish(msgspec.structs.replace(placed(cached, answer), cached=True, tries=tries))
        return True

    def _examine(self, entry: BankEntry) -> QuestionResult:
        """Examine, score and store one answer; runs in a thread of the pool."""
        self.progress.started(entry, "grading")
        answer = self.request.submission.answers[entry.number]
        try:
            low, high = self.anchors.scale(entry)
            outcome = self.examiner.examine(entry, answer)
        except InfrastructureFault as fault:
            low, high, outcome = 0.0, 1.0, Outcome.of_fault(str(fault))
        result = graded(entry, answer, outcome, self._environment(entry.kind), baseline=low, reference=high)
        if self.examiner.stopped:
            return result  # Ctrl-C closed the sandbox under the exam: that void is nobody's result
        self.store.record_try(self.request.submission.name, entry.number, answer.content_hash())
        tries = self.store.tries(self.request.submission.name, entry.number)
        result = msgspec.structs.replace(result, tries=tries)
        self.store.put(self._key(entry, answer), self.request.submission.name, result, run=self.name)
        result = placed(result, answer)
        self.progress.finished(result)
        return result

    def _measure_cost(self, entry: BankEntry) -> None:
        self.progress.started(entry, "measuring the reference's cost")
        with contextlib.suppress(InfrastructureFault):  # a ratio beside the score is not worth the run
            self.anchors.reference_cost(entry)
        self.progress.ended(entry)

    def _lacks_cost(self, entry: BankEntry) -> bool:
        """Is the reference's cost wanted and not known for a question that a session was run for?"""
        cost = self.results[entry.number].cost
        return (
            self.request.with_cost
            and cost is not None
            and cost.sessions > 0
            and known_cost(self.store, entry, self.options) is None
        )

    def _void(self, entry: BankEntry, answer: Answer, fault: str) -> QuestionResult:
        """The result of a question of ours that cannot even be loaded."""
        environment = self._environment(entry.kind)
        return graded(entry, answer, Outcome.of_fault(fault), environment, baseline=0.0, reference=1.0)

    def _environment(self, kind: Literal["prose", "code"]) -> Environment:
        """What the results depend on; nothing is run, and so nothing confined, for prose."""
        return record_environment(
            profile=self.options.profile,
            device=self.options.device,
            seed=self.options.seed,
            layers=self.examiner.layers if kind == "code" else {},
            degraded=self.examiner.degraded if kind == "code" else [],
            unsafe=self.options.unsafe,
        )

    def _finish(self, result: QuestionResult) -> None:
        self.results[result.id] = result
        self.progress.finished(result)

    def _key(self, entry: BankEntry, answer: Answer) -> str:
        """Everything that decides the result: the same key, the same result."""
        options = self.options
        parts = [
            answer.content_hash(),
            exam_hash(entry, options.request()),
            engine_hash(),
            options.profile,
            device_kind(options.device),
            str(options.seed),
            str(options.fast),
            str(options.unsafe),
            ",".join(sorted(options.sandbox_off)),
            str(sorted(package_versions().items())),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _result(self, wall_s: float) -> Result:
        questions = []
        for entry in self.request.asked:
            result = self.results[entry.number]
            cost = known_cost(self.store, entry, self.options) if result.cost is not None else None
            questions.append(with_cost_ratio(result, cost) if cost is not None else result)
        scores = [result.score for result in questions if result.score is not None]
        submission = self.request.submission
        return Result(
            schema_version=SCHEMA_VERSION,
            submission=SubmissionInfo(name=submission.name, source=self.request.source),
            audience="interviewer",
            score=sum(scores) / len(scores) if scores else None,
            complete=all(result.status != "void" for result in questions),
            questions=questions,
            problems=[problem.sentence() for problem in submission.problems if problem.question is None],
            environment=self._environment("code"),
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            wall_s=wall_s,
        )
