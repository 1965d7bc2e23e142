"""Grades a submission: every question asked, each result kept the moment it exists."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from harness.bank import BankEntry
from harness.content import engine_hash, question_hash
from harness.executors.local import LocalPool
from harness.faults import InfrastructureFault
from harness.grading.anchors import Anchors
from harness.grading.assemble import graded, not_answered, placed, with_cost_ratio
from harness.grading.costs import known_cost
from harness.grading.environment import device_kind, package_versions, record_environment
from harness.grading.examiner import Examiner, RunOptions
from harness.grading.outcome import Outcome
from harness.grading.result import SCHEMA_VERSION, QuestionResult, Result, SubmissionInfo
from harness.intake.submission import Answer, Submission
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
    """One submission to grade: which questions, measured how, by how many sessions side by side.

    `with_cost` measures the reference's cost on this machine, once, after everything is graded.
    """

    submission: Submission
    source: str
    asked: Sequence[BankEntry]
    options: RunOptions
    jobs: int = 1
    with_cost: bool = True


def grade(request: GradeRequest, store: Store, progress: Progress) -> Result:
    """Grade the questions asked. What the store holds already is taken from there, and says so.

    Each result is stored as soon as it exists, so that a killed run goes on where it stopped.
    """
    return _Run(request, store, progress).whole()


class _Run:
    def __init__(self, request: GradeRequest, store: Store, progress: Progress) -> None:
        self.request = request
        self.store = store
        self.progress = progress
        self.name = uuid.uuid4().hex
        self.results: dict[int, QuestionResult] = {}

    def whole(self) -> Result:
        began = time.monotonic()
        todo = [entry for entry in self.request.asked if not self._known(entry)]
        costs = [entry for entry in self.request.asked if entry not in todo and self._lacks_cost(entry)]
        options = self.request.options
        with Examiner(options, [*todo, *costs]) as examiner:
            self.examiner = examiner
            self.anchors = Anchors(examiner, self.store)
            self.environment = record_environment(
                profile=options.profile,
                device=options.device,
                seed=options.seed,
                layers=examiner.layers,
                degraded=examiner.degraded,
            )
            for examined in LocalPool(self.request.jobs).run(self._examine, todo):
                self.results[examined.id] = examined
            costs += [entry for entry in todo if self._lacks_cost(entry)]
            for _ in LocalPool(self.request.jobs).run(self._measure_cost, costs):
                pass
        result = self._result(time.monotonic() - began)
        self.store.put_run(result)
        return result

    def _known(self, entry: BankEntry) -> bool:
        """Does the question need no exam, because it has no answer or the answer was graded before?"""
        answer = self.request.submission.answers.get(entry.number)
        if answer is None:
            problems = [
                problem.sentence() for problem in self.request.submission.problems if problem.question == entry.number
            ]
            self._finish(not_answered(entry, problems))
            return True
        cached = self.store.get(self._key(entry, answer))
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
        result = graded(entry, answer, outcome, self.environment, baseline=low, reference=high)
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
            and known_cost(self.store, entry, self.request.options) is None
        )

    def _finish(self, result: QuestionResult) -> None:
        self.results[result.id] = result
        self.progress.finished(result)

    def _key(self, entry: BankEntry, answer: Answer) -> str:
        """Everything that decides the result: the same key, the same result."""
        options = self.request.options
        parts = [
            answer.content_hash(),
            question_hash(entry),
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
            cost = known_cost(self.store, entry, self.request.options) if result.cost is not None else None
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
            environment=self.environment,
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            wall_s=wall_s,
        )
