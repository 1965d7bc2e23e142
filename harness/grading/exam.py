"""One answer under examination: its sessions, its data, and what they cost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

import numpy as np

from harness.faults import CandidateFault
from harness.grading.session import ContractSession, RawSession
from harness.question import CodeQuestion, Session
from harness.sandbox import Loaded, Usage

Data = TypeVar("Data")
Memo = TypeVar("Memo")

REBUILDS = 2
"""How often the fitted session is made anew after a check's call killed it: a crash on the empty list should
not cost the points of every later check, and a crash in every call should not cost an hour."""


class NotReachedError(Exception):
    """A check asked for something that an earlier step failed to make; it is skipped."""


class AnswerExam(Generic[Data]):
    """Implements `harness.question.Exam` over raw sessions."""

    def __init__(
        self, question: CodeQuestion[Data], data: Data, seed: int, open_session: Callable[[], RawSession]
    ) -> None:
        self._question = question
        self._data = data
        self._seed = seed
        self._open_session = open_session
        self._main: ContractSession | None = None
        self._ready = False
        self._lost = 0
        self._broken: str | None = None
        self._memo: dict[str, object] = {}
        self.usages: list[Usage] = []

    @property
    def data(self) -> Data:
        """What the question's `data` function made."""
        return self._data

    @property
    def seed(self) -> int:
        """The run's seed."""
        return self._seed

    def load(self) -> Loaded:
        """Open the main session and import the answer in it; where it has a `Solution`, construct it."""
        raw = self._open_session()
        self._main = ContractSession(raw, self._question.contract, self._seed)
        try:
            loaded = raw.load()
        except CandidateFault as fault:
            self._broken = fault.message
            raise
        if not loaded.has_solution:
            self._broken = "the answer defines no class Solution"
            return loaded
        try:
            raw.construct(self._seed)
        except CandidateFault as fault:
            self._broken = fault.message
            if not loaded.complaints:  # one about the constructor says it better than what calling it raised
                raise
        return loaded

    def set_up(self) -> None:
        """Run the question's setup in the main session."""
        if self._broken is not None:
            raise NotReachedError(self._broken)
        assert self._main is not None, "load() comes first"
        try:
            if self._question.setup is not None:
                self._question.setup(self._main, self._data)
        except CandidateFault as fault:
            self._broken = fault.message
            raise
        self._ready = True

    def fitted(self) -> Session:
        """The main session after setup; rebuilt where an earlier check's call killed it."""
        if self._broken is not None:
            raise NotReachedError(self._broken)
        assert self._main is not None and self._ready, "load() and set_up() come first"
        if not self._main.alive:
            if self._lost >= REBUILDS:
                raise NotReachedError(f"the session was lost {self._lost + 1} times in earlier checks")
            self._lost += 1
            self._close(self._main)
            self.load()
            self.set_up()
        return self._main

    @contextmanager
    def session(self, setup: Callable[[Session], None] | None = None, *, seed: int | None = None) -> Iterator[Session]:
        """A session of its own, closed at the end of the block."""
        if self._broken is not None and not self._ready:
            raise NotReachedError(self._broken)
        seed = self._seed if seed is None else seed
        raw = self._open_session()
        session = ContractSession(raw, self._question.contract, seed)
        try:
            raw.load()
            raw.construct(seed)
            if setup is not None:
                setup(session)
            yield session
        finally:
            self._close(session)

    def rng(self, purpose: str) -> np.random.Generator:
        """A generator seeded from the run's seed and `purpose`."""
        digest = hashlib.sha256(f"{self._seed}/{purpose}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest[:8], "big"))

    def memo(self, key: str, make: Callable[[], Memo]) -> Memo:
        """`make()` once an exam; a candidate's fault in it is raised again at each later use."""
        if key not in self._memo:
            try:
                self._memo[key] = make()
            except CandidateFault as fault:
                self._memo[key] = fault
        kept = self._memo[key]
        if isinstance(kept, CandidateFault):
            raise kept
        return kept  # type: ignore[return-value]  # the key fixes the type

    def close(self) -> None:
        """End what is still open."""
        if self._main is not None:
            self._close(self._main)
            self._main = None

    def _close(self, session: ContractSession) -> None:
        self.usages.append(session.close())
