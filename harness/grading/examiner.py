"""Runs exams of the bank's questions over one sandbox; several threads may examine at once."""

from __future__ import annotations

import contextlib
import threading
import traceback
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from harness.bank import BankEntry, package_folders
from harness.faults import InfrastructureFault, UserError
from harness.grading.code import examine_code
from harness.grading.outcome import Outcome
from harness.grading.prose import examine_prose
from harness.grading.session import RawSession
from harness.intake.submission import Answer
from harness.plain import Plain
from harness.question import CodeQuestion, DataRequest, Profile, ProseQuestion
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What a run is measured with: all of it goes into every result."""

    profile: Profile = "embedded"
    device: str = "cpu"
    seed: int = 0
    fast: bool = False
    unsafe: bool = False
    sandbox_off: frozenset[str] = frozenset()
    """Sandbox layers switched off by hand, for tests of what a poorer host does."""

    def request(self) -> DataRequest:
        """The data that this run asks of a question."""
        return DataRequest(profile=self.profile, seed=self.seed, fast=self.fast)


class Examiner:
    """Owns the sandbox and the questions' data, both made when first needed. Use as a context manager.

    `entries` are the questions that may be examined. Making a question's data may fail: it is void for that question.
    """

    def __init__(self, options: RunOptions, entries: Collection[BankEntry]) -> None:
        self.options = options
        self.stopped = False
        self._data: dict[int, Any] = {}
        self._locks: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)
        self._sandbox: Sandbox | None = None
        self._sandbox_lock = threading.Lock()
        self._resources: dict[int, Mapping[str, Path | str]] = {}
        for entry in entries:
            with contextlib.suppress(InfrastructureFault):  # told when it is examined
                question = entry.question
                if not isinstance(question, CodeQuestion) or options.profile not in question.profiles:
                    continue
                if question.resources is not None:
                    self._resources[entry.number] = question.resources(options.request())
        self._sandbox_options = SandboxOptions(
            unsafe=options.unsafe,
            folders=self._resource_folders(),
            hidden=package_folders(),
            off=options.sandbox_off,
            device=options.device,
        )

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End every session at once."""
        self.stopped = True
        with self._sandbox_lock:
            if self._sandbox is not None:
                self._sandbox.close()

    @property
    def layers(self) -> dict[str, str]:
        """The sandbox layers in force; empty as long as nothing had to be run."""
        return dict(self._sandbox.layers) if self._sandbox is not None else {}

    @property
    def degraded(self) -> list[str]:
        """What the sandbox lacks on this host, in sentences."""
        return list(self._sandbox.degraded) if self._sandbox is not None else []

    def examine(
        self, entry: BankEntry, answer: Answer, *, only: Collection[str] | None = None, measure: bool = True
    ) -> Outcome:
        """Examine an answer; what fails through our fault is tried once more on a fresh sandbox.

        An outcome that is void even then says so; the fault is in `Outcome.faults`.
        """
        try:
            question = entry.question
        except InfrastructureFault as fault:
            return Outcome.of_fault(str(fault))
        if isinstance(question, ProseQuestion):
            try:
                return examine_prose(question, answer)
            except Exception:  # a rubric or a similarity of ours may fail in any way
                return Outcome.of_fault(traceback.format_exc())
        outcome = self._examine_code(entry, question, answer, self._started(), only, measure)
        if outcome.void and not self.stopped:
            with Sandbox(self._sandbox_options) as fresh:
                outcome = self._examine_code(entry, question, answer, fresh, only, measure)
        return outcome

    def _examine_code(
        self,
        entry: BankEntry,
        question: CodeQuestion[Any],
        answer: Answer,
        sandbox: Sandbox,
        only: Collection[str] | None,
        measure: bool,
    ) -> Outcome:
        try:
            return examine_code(
                question,
                self._data_of(entry, question),
                self.options.seed,
                self._opener(entry, question, answer, sandbox),
                only=only,
                measure=measure,
            )
        except InfrastructureFault as fault:
            return Outcome.of_fault(str(fault))

    def _opener(
        self, entry: BankEntry, question: CodeQuestion[Any], answer: Answer, sandbox: Sandbox
    ) -> Callable[[], RawSession]:
        contract = question.contract
        resources = self._resources.get(entry.number, {})
        code = AnswerCode(
            module=f"q{entry.number:02d}",
            files=answer.files,
            methods={method.name: tuple(method.parameters) for method in contract.methods},
            resources=resources,
            device=self.options.device,
            service_port=urlsplit(str(resources[contract.service])).port if contract.service is not None else None,
        )
        return lambda: sandbox.open(code, contract.limits)

    def _started(self) -> Sandbox:
        """The sandbox, started by whoever needs it first. Raises `UserError` where this host cannot confine."""
        with self._sandbox_lock:
            if self.stopped:
                raise InfrastructureFault("an exam was asked of an examiner that is closed")
            if self._sandbox is None:
                self._sandbox = Sandbox(self._sandbox_options)
            return self._sandbox

    def _data_of(self, entry: BankEntry, question: CodeQuestion[Any]) -> Plain:
        """The question's data, made once whoever asks first."""
        with self._locks[entry.number]:
            if entry.number not in self._data:
                try:
                    self._data[entry.number] = question.data(self.options.request())
                except (UserError, InfrastructureFault):
                    raise
                except Exception:  # a builder may fail in any way, and the other questions go on
                    reason = f"the data of question {entry.number}: {traceback.format_exc()}"
                    raise InfrastructureFault(reason) from None
            return self._data[entry.number]

    def _resource_folders(self) -> tuple[Path, ...]:
        values = [value for resources in self._resources.values() for value in resources.values()]
        return tuple(dict.fromkeys(value for value in values if isinstance(value, Path)))
