"""What one candidate handed in, as plain data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with what was handed in, in one sentence with its place; the rest is still graded.

    `question` is the number of the question it concerns, or None where it concerns the submission as a whole.
    """

    message: str
    question: int | None = None
    file: str | None = None
    line: int | None = None

    def sentence(self) -> str:
        """The message with its place in front."""
        place = "" if self.file is None else self.file + (f":{self.line}: " if self.line else ": ")
        return place + self.message


@dataclass(frozen=True, slots=True)
class Answer:
    """One question's part of a submission.

    A prose answer is one text in `files`; a code answer is a module `q07.py` or a package `q07/__init__.py`, ...:
    POSIX paths relative to the answer's own folder. `origin` names where it came from and `lines` where each
    of its lines stands there, so that a message about an answer sheet points into the sheet. `cells` gives, for an
    answer from a notebook, the cell (counted from 1) that each of its lines stands in.
    """

    question: int
    kind: Literal["prose", "code"]
    files: Mapping[str, bytes]
    origin: str
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    cells: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The prose of a prose answer."""
        return "\n\n".join(content.decode("utf-8") for content in self.files.values())

    def content_hash(self) -> str:
        """SHA-256 over paths and contents: equal answers have equal hashes, wherever they came from."""
        digest = hashlib.sha256(self.kind.encode())
        for path in sorted(self.files):
            content = self.files[path]
            digest.update(f"\0{path}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def place(self, file: str | None, line: int | None) -> tuple[str | None, int | None]:
        """Where a line of one of the answer's files stands in what the candidate handed in."""
        if file is None or file not in self.lines:
            return file, line
        numbers = self.lines[file]
        if line is None or not 1 <= line <= len(numbers):
            return self.origin, None
        cell = f" cell {self.cells[file][line - 1]}" if file in self.cells else ""
        return self.origin + cell, numbers[line - 1]


@dataclass(frozen=True, slots=True)
class Submission:
    """All that one candidate handed in, read and sorted by question.

    A question with a problem may have no answer; a question without either was not answered.
    """

    name: str
    answers: Mapping[int, Answer]
    problems: tuple[Problem, ...] = ()
