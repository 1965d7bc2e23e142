"""What a check and a quality measure can ask of the answer under examination."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

import numpy as np

from harness.plain import Plain

Data_co = TypeVar("Data_co", covariant=True)
Memo = TypeVar("Memo")


class Session(Protocol):
    """One `Solution` object in one sandbox process."""

    @property
    def seed(self) -> int:
        """The seed that its constructor was given."""

    def call(self, method: str, *arguments: Plain) -> Plain:
        """Call a method of the contract; the answer is validated against it.

        Arrays in `arguments` are numpy arrays (the candidate gets CPU tensors) and come back as such.
        Raises `CandidateFault` when the candidate's code fails or answers something else.
        """


class Exam(Protocol[Data_co]):
    """One answer to one question under examination, in the grader's process."""

    @property
    def data(self) -> Data_co:
        """What the question's `data` function made: inputs, held-out targets, reference models."""

    @property
    def seed(self) -> int:
        """The run's seed."""

    def fitted(self) -> Session:
        """The main session after the question's `setup` (usually `fit` on all training data).

        The same one each time; opened and set up anew if a call of an earlier check killed it.
        """

    def session(
        self, setup: Callable[[Session], None] | None = None, *, seed: int | None = None
    ) -> AbstractContextManager[Session]:
        """A session of its own, closed at the end of the `with` block; `setup` is run in it first."""

    def rng(self, purpose: str) -> np.random.Generator:
        """A generator seeded from the run's seed and `purpose`."""

    def memo(self, key: str, make: Callable[[], Memo]) -> Memo:
        """`make()` once an exam; a `CandidateFault` in it is raised again at each later use."""
