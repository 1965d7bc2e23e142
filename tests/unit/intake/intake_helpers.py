from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from harness.intake import Submission

KINDS: dict[int, Literal["prose", "code"]] = {
    **dict.fromkeys(range(1, 7), "prose"),
    **dict.fromkeys(range(7, 31), "code"),
}
Read = Callable[..., Submission]
SOLUTION = "class Solution:\n    pass\n"


def sentences(submission: Submission) -> list[str]:
    return [problem.sentence() for problem in submission.problems]


def code_of(submission: Submission, question: int) -> str:
    return submission.answers[question].files[f"q{question:02d}.py"].decode()
