"""One source of an answer, between being found and being taken into the submission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from harness.intake.submission import Answer, Problem

State: TypeAlias = Literal["answer", "broken", "empty", "untouched"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a file, a package or a section of a sheet holds for a question.

    `broken`: meant as an answer but unusable; `empty`: nothing was written; `untouched`: our own stub, unchanged.
    Two sources that are an answer or broken stand in each other's way; the other two kinds never do.
    """

    question: int
    state: State
    origin: str
    line: int | None = None
    answer: Answer | None = None
    problems: tuple[Problem, ...] = ()
