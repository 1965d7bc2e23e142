"""The files of a submission in memory, and the limits under which they got there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from harness.faults import UserError
from harness.intake.names import is_left_alone, question_in
from harness.intake.submission import Problem
from harness.text import printable

MIB = 1024 * 1024
TOTAL_BYTES = 64 * MIB
FILE_BYTES = 16 * MIB
MEMBERS = 2_000
PROBLEMS = 20
CHUNK = 64 * 1024


class Refused(Exception):
    """One file is not read; the message ends a sentence that begins with the file's name."""


@dataclass(slots=True)
class Tree:
    """Paths relative to the submission's root. `refused` says why a file was not read; `ignored` were not asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)

    def refuse(self, path: str, reason: str) -> None:
        """Take a file out, for the first reason that was found."""
        self.files.pop(path, None)
        self.refused.setdefault(path, reason)

    def problems(self) -> list[Problem]:
        """One for each refused file, a few a question; those inside an answer concern its question."""
        by_question: dict[int | None, list[Problem]] = {}
        for path, reason in sorted(self.refused.items()):
            question = question_in(path.split("/")[0])
            by_question.setdefault(question, []).append(Problem(f"{reason}: refused", question, printable(path)))
        found: list[Problem] = []
        for question, problems in by_question.items():
            found += problems[:PROBLEMS]
            if len(problems) > PROBLEMS:
                found.append(Problem(f"{len(problems) - PROBLEMS} more files were refused", question))
        return found

    def unwrapped(self) -> Tree:
        """The tree below the one folder that wraps everything; the same tree where there is none."""
        paths = [*self.files, *self.refused, *self.ignored]
        inside = [path for path in paths if not is_left_alone(path) and not path.startswith(("/", "../"))]
        tops = {path.split("/")[0] for path in inside}
        if len(tops) != 1 or any("/" not in path for path in inside):
            return self
        top = tops.pop()
        if question_in(top) is not None:
            return self
        below = f"{top}/"
        return Tree(
            {path.removeprefix(below): content for path, content in self.files.items()},
            {path.removeprefix(below): reason for path, reason in self.refused.items()},
            [path.removeprefix(below) for path in self.ignored],
        )


class Budget:
    """What one submission may still take."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._members = 0
        self._bytes = 0

    def count_member(self) -> None:
        """One more file or folder was seen."""
        self._members += 1
        if self._members > MEMBERS:
            raise UserError(
                f"{self._shown} holds more than {MEMBERS:,} files.",
                "Hand in the answers alone, without data, environments or build outputs.",
            )

    def collect(self, chunks: Iterable[bytes], packed: int | None = None) -> bytes:
        """The joined chunks; what counts is what is really there, not what a header claims.

        `packed` is the compressed size where there is one. Raises `Refused` for this file, `UserError` for all.
        """
        content = bytearray()
        for chunk in chunks:
            content += chunk
            self._bytes += len(chunk)
            if self._bytes > TOTAL_BYTES:
                raise too_large(self._shown)
            if len(content) > FILE_BYTES:
                raise Refused(f"is larger than {FILE_BYTES // MIB} MiB")
            if packed is not None and is_bomb(len(content), packed):
                raise Refused("unpacks to more than 200 times its packed size")
        return bytes(content)


def is_bomb(unpacked: int, packed: int) -> bool:
    """Does the data unpack to a size that no honest answer has?"""
    return unpacked > 4 * MIB and unpacked > 200 * packed


def too_large(shown: str) -> UserError:
    """The submission as a whole is over its limit."""
    return UserError(
        f"{shown} unpacks to more than {TOTAL_BYTES // MIB} MiB.",
        "Hand in the answers alone, without data, checkpoints or environments.",
    )
