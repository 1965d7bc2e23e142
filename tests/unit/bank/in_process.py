"""An exam without a sandbox: the engine's own exam, over a `Solution` that lives in the tests' process.

Contract, generators and memo are the engine's, and the sandbox's worker constructs and calls: only the process between
them is missing, and with it every limit of time and memory.
"""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TypeVar

import numpy as np
import torch

from harness.grading.exam import AnswerExam
from harness.plain import Plain
from harness.question import CandidateFault, CheckFailed, CodeQuestion, DataRequest, Session
from harness.sandbox import Loaded, Usage
from harness.sandbox.plainify import NotPlainError
from harness.sandbox.worker import Worker, describe

Data = TypeVar("Data")


def load(path: Path) -> ModuleType:
    """One of the bank's answers as the package `qNN`, with the reference beside it as mutants want it."""
    folder = next(parent for parent in path.parents if (parent / "question.py").exists())
    package = folder.name.split("_")[0]
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location(package, path, submodule_search_locations=[str(folder)])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    return module


class Generators:
    """The states that the global random generators have in one session."""

    def __init__(self) -> None:
        self.states = self.current()

    @staticmethod
    def current() -> tuple[Any, ...]:
        return random.getstate(), np.random.get_state(), torch.get_rng_state()

    @staticmethod
    def put(states: tuple[Any, ...]) -> None:
        of_python, of_numpy, of_torch = states
        random.setstate(of_python)
        np.random.set_state(of_numpy)
        torch.set_rng_state(of_torch)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        outer = self.current()
        self.put(self.states)
        try:
            yield
        finally:
            self.states = self.current()
            self.put(outer)


class InProcess:
    """Implements the engine's raw session; global generators are its own, as in a process of its own."""

    alive = True

    def __init__(self, answer: Callable[..., Any], resources: dict[str, str], cap_bytes: int) -> None:
        self.worker = Worker()
        self.worker.module = SimpleNamespace(Solution=answer)
        self.resources, self.cap_bytes = resources, cap_bytes
        self.generators = Generators()

    def load(self) -> Loaded:
        return Loaded(has_solution=True, complaints=())

    def construct(self, seed: int) -> None:
        with self.running("Solution()"):
            self.worker.construct(seed, "cpu", self.resources)

    def call(self, method: str, arguments: Sequence[Plain], *, limit_s: float, discard: bool = False) -> Plain:
        with self.running(method):
            return self.worker.call(method, list(arguments), discard, self.cap_bytes)

    @contextmanager
    def running(self, what: str) -> Iterator[None]:
        """Runs the answer's code, whose errors are the candidate's fault."""
        try:
            with self.generators.in_force():
                yield
        except NotPlainError as error:
            raise CandidateFault("wire", str(error)) from error
        except Exception as error:
            raise CandidateFault("raised", f"{what}: raised {describe(error)}") from error

    def close(self) -> Usage:
        return Usage(wall_s=0.0, cpu_s=0.0, peak_memory_mb=0.0, log="")


class InProcessExam(AnswerExam[Data]):
    """An exam of one `Solution`; its main session is set up when a check first asks for it fitted."""

    def __init__(self, question: CodeQuestion[Data], data: Data, answer: Callable[..., Any], *, seed: int = 0) -> None:
        found = {} if question.resources is None else question.resources(DataRequest(seed=seed, fast=True))
        resources = {name: str(value) for name, value in found.items()}
        main = InProcess(answer, resources, question.contract.limits.answer_mb << 20)
        waiting = [main]

        def open_session() -> InProcess:
            return waiting.pop() if waiting else InProcess(answer, resources, main.cap_bytes)

        super().__init__(question, data, seed, open_session)
        self.question = question
        self.load()
        self.solution = main.worker.solution
        """The main session's, for tests that change it under the checks' eyes."""

    def fitted(self) -> Session:
        self.memo("the main session's setup", self.set_up)
        return super().fitted()


def outcome(exam: InProcessExam[Any], name: str) -> str:
    """What is wrong in the eyes of the question's check of that name, or the empty string."""
    (check,) = (check for check in exam.question.checks if check.name == name)
    try:
        check.run(exam)
    except (CheckFailed, CandidateFault) as fault:
        return fault.message
    return ""


def failures(exam: InProcessExam[Any]) -> dict[str, str]:
    """The question's checks that the answer does not pass, with what they say."""
    return {check.name: message for check in exam.question.checks if (message := outcome(exam, check.name))}
