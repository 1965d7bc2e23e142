"""Calls of `answer`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import Exam, Session
from reference.extractive.data import ExtractiveData

ExtractiveExam = Exam[ExtractiveData]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it says, the span that it names, and how sure it is."""

    text: str
    start: int
    end: int
    score: float

    def quoted(self, context: str) -> str:
        """The words of the span; none where it is no span of the context."""
        return context[self.start : self.end] if 0 <= self.start <= self.end <= len(context) else ""


def ask(session: Session, questions: Sequence[str], contexts: Sequence[str]) -> list[Answer]:
    """`answer(questions, contexts)`, one answer an item."""
    rows: list[dict[str, str | int | float]] = session.call("answer", list(questions), list(contexts))
    return [Answer(str(row["answer"]), int(row["start"]), int(row["end"]), float(row["score"])) for row in rows]
