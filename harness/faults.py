"""The three kinds of fault: the candidate's, the user's and ours.

They never mix. A candidate's fault costs points and is explained to the candidate; a user's mistake is one
sentence with its remedy and exit code 2; ours is `void`: retried on a fresh sandbox and never counted as 0.
"""

from __future__ import annotations

from typing import Literal

FaultKind = Literal["load", "raised", "died", "timeout", "memory", "output", "wire"]
"""How a candidate's code failed: it could not be loaded, raised, died, ran over its time or memory, flooded
its output, or answered with something that is not what the contract asks for."""


class CandidateFault(Exception):
    """The candidate's code did something wrong; `message` is a whole sentence meant for the candidate.

    `file` and `line` point into the candidate's own files where the place is known.
    """

    def __init__(self, kind: FaultKind, message: str, *, file: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.file = file
        self.line = line

    def sentence(self) -> str:
        """The message with its place in front: `q07.py:12: KeyError: 'the'`."""
        place = "" if self.file is None else self.file + (f":{self.line}: " if self.line else ": ")
        return place + self.message


class InfrastructureFault(Exception):
    """Our fault: a plugin, the sandbox, the disk, a reference that fails. The result is void."""


class UserError(Exception):
    """A user's mistake, told in one sentence; `remedy` says what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
