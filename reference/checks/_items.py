"""The items that a method is asked about, one or several arguments wide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, TypeAlias, TypeVar

import numpy as np

from harness.plain import Plain
from harness.question import CandidateFault, CheckFailed, Exam, Session
from reference.checks._difference import shown

Data = TypeVar("Data")

Inputs: TypeAlias = Any
"""A list or array of items, or a tuple of such columns of equal length: the parallel arguments of a method."""

InputsOf: TypeAlias = Callable[[Exam[Data]], Inputs]

TIMES_LONGER = 4
"""How much longer than the longest item the neighbour is that is made of all of them."""


@dataclass(frozen=True, slots=True)
class Items:
    """Items as columns: item i is the i-th entry of each."""

    columns: tuple[Plain, ...]

    @classmethod
    def of(cls, inputs: Inputs) -> Items:
        """Items from what a question gives; raises `ValueError` where its columns are not equally long."""
        columns = inputs if isinstance(inputs, tuple) else (inputs,)
        columns = tuple(column if isinstance(column, np.ndarray) else list(column) for column in columns)
        if len({len(column) for column in columns}) != 1:
            raise ValueError(f"columns of unequal lengths: {[len(column) for column in columns]}")
        return cls(columns)

    def __len__(self) -> int:
        return len(self.columns[0])

    def take(self, places: Sequence[int]) -> Items:
        """The items at `places`, in that order."""
        return Items(
            tuple(
                column[list(places)] if isinstance(column, np.ndarray) else [column[place] for place in places]
                for column in self.columns
            )
        )

    def joined(self, other: Items) -> Items:
        """These items and then the others."""
        return Items(
            tuple(
                np.concatenate([mine, theirs]) if isinstance(mine, np.ndarray) else mine + theirs
                for mine, theirs in zip(self.columns, other.columns, strict=True)
            )
        )

    def length(self, place: int) -> int:
        """How long the item's last column is: characters, words, samples."""
        item = self.columns[-1][place]
        return len(item) if hasattr(item, "__len__") else 1

    def longer(self) -> Items | None:
        """One item much longer than all, made of them: the last column's entries in a row, the first item's of others.

        None where items have no lengths of their own, as the rows of an array.
        """
        column = self.columns[-1]
        if isinstance(column, np.ndarray) or not column:
            return None
        enough = TIMES_LONGER * max(self.length(place) for place in range(len(self)))
        parts: list[Plain] = []
        for entry in cycle([entry for entry in column if hasattr(entry, "__len__") and len(entry)] or [None]):
            if entry is None:
                return None
            parts.append(entry)
            if sum(map(len, parts)) >= enough:
                break
        if not (long := _in_a_row(parts)):
            return None
        return Items((*([other[0]] for other in self.columns[:-1]), [long[0]]))

    def shown(self, place: int) -> str:
        """One item as a message shows it."""
        return ", ".join(shown(column[place]) for column in self.columns)


def _in_a_row(parts: list[Plain]) -> list[Plain]:
    """The parts as one entry, in a list; an empty list where they are of no kind that can be joined."""
    first = parts[0]
    if isinstance(first, str):
        return [" ".join(parts)]
    if isinstance(first, list):
        return [[entry for part in parts for entry in part]]
    if isinstance(first, np.ndarray) and first.ndim == 1:
        return [np.concatenate(parts)]
    return []


def ask(session: Session, method: str, items: Items, arguments: Sequence[Plain], *, asked: str = "") -> Plain:
    """The method's answer to the items.

    `asked` says what is special about the call, for the candidate whose code fails in it. Raises `CheckFailed` where
    there is not one answer an item.
    """
    try:
        answer = session.call(method, *items.columns, *arguments)
    except CandidateFault as fault:
        if not asked:
            raise
        raise CandidateFault(fault.kind, f"{asked}: {fault.message}", file=fault.file, line=fault.line) from fault
    if (size := answers_in(answer)) != len(items):
        raise CheckFailed(f"{asked or method}: {len(items)} items were asked about, and {size} answers came.")
    return answer


def answer_at(answer: Plain, place: int) -> Plain:
    """What an answer says of one item: its entry in a list or array, or a dict of the entries of each value."""
    if isinstance(answer, dict):
        return {key: answer_at(value, place) for key, value in answer.items()}
    return answer[place]


def answers_in(answer: Plain) -> int:
    """How many items an answer is about."""
    if isinstance(answer, dict):
        sizes = {answers_in(value) for value in answer.values()}
        return sizes.pop() if len(sizes) == 1 else -1
    return len(answer)
