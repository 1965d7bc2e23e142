"""Answers to the toy question, as a candidate hands them in."""

from __future__ import annotations

from pathlib import Path

from harness.intake.submission import Answer, Submission

TOY = Path(__file__).parent / "toy_bank" / "q42_double"
RIGHT = (TOY / "solution.py").read_text(encoding="utf-8")


def answer_of(source: str, name: str = "q42.py") -> Answer:
    return Answer(42, "code", {name: source.encode()}, origin=name)


def solution(body: str) -> Answer:
    """The right answer with other lines in the place of the body of `double`."""
    return answer_of(RIGHT.replace("return [2 * number for number in numbers]", body))


def handed_in(answer: Answer | None, name: str = "alice") -> Submission:
    return Submission(name, {} if answer is None else {42: answer})
