"""A check: one statement about an answer that holds or does not."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from harness.question._exam import Exam

Data = TypeVar("Data")


class CheckFailed(Exception):
    """The answer is wrong; `message` says what was asked and what came, on public inputs only."""

    def __init__(self, message: str, *, private: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.private = private
        """More for the interviewer's eyes: may show held-out items."""


def expect(condition: object, message: str, *, private: str = "") -> None:
    """Fail the running check with `message` unless `condition` holds."""
    if not condition:
        raise CheckFailed(message, private=private)


@dataclass(frozen=True, slots=True)
class Check(Generic[Data]):
    """A named function over an exam. `sentence` tells the candidate what is asked.

    `run` returns normally when the check passes (a returned string is shown as its evidence) and raises
    `CheckFailed` when it does not. A check marked `gate` caps quality at 0 when it fails. The checks named in
    `needs` must have passed, or this one is skipped.
    """

    name: str
    run: Callable[[Exam[Data]], str | None]
    sentence: str
    weight: float = 1.0
    gate: bool = False
    needs: tuple[str, ...] = ()


def check(
    *, weight: float = 1.0, gate: bool = False, needs: tuple[str, ...] = (), name: str | None = None
) -> Callable[[Callable[[Exam[Data]], str | None]], Check[Data]]:
    """Make a `Check` of a function; its docstring is the sentence shown to the candidate."""

    def decorate(run: Callable[[Exam[Data]], str | None]) -> Check[Any]:
        sentence = inspect.getdoc(run)
        if not sentence:
            raise TypeError(f"check {run.__name__} needs a docstring: the sentence shown to the candidate")
        return Check(name or run.__name__, run, sentence, weight, gate, needs)

    return decorate
