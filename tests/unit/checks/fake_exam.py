"""An exam of a small in-process answer, for checks that need no sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from harness.question import CandidateFault


class FakeSession:
    """Calls an object's methods; what they raise is the candidate's fault, as it is in the sandbox."""

    def __init__(self, answer: Any, seed: int) -> None:
        self.answer, self.seed, self.calls = answer, seed, 0

    def call(self, method: str, *arguments: Any) -> Any:
        self.calls += 1
        try:
            return getattr(self.answer, method)(*arguments)
        except Exception as error:
            raise CandidateFault("raised", f"{method}: raised {type(error).__name__}: {error}") from error


class FakeExam:
    """An exam whose data is None; each session makes a new answer."""

    def __init__(self, answer: Callable[[int], Any]) -> None:
        self.data, self.seed = None, 0
        self.make = answer
        self.main = FakeSession(answer(0), 0)
        self.sessions = 0
        self.kept: dict[str, Any] = {}

    def fitted(self) -> FakeSession:
        return self.main

    @contextmanager
    def session(self, setup: Any = None, *, seed: int | None = None) -> Iterator[FakeSession]:
        self.sessions += 1
        seed = self.seed if seed is None else seed
        session = FakeSession(self.make(seed), seed)
        if setup is not None:
            setup(session)
        yield session

    def rng(self, purpose: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *purpose.encode()])

    def memo(self, key: str, make: Callable[[], Any]) -> Any:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]
