"""Asking the answer of question 8: calls whose answers are checked against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from harness.question import CandidateFault, Exam, Session
from reference.q08_bag_of_words.data import SourceData

SourceExam = Exam[SourceData]
Rows = Sequence[tuple[str, str]]
"""Texts with their labels."""


def fit(session: Session, data: SourceData) -> None:
    """Train on all training texts."""
    session.call("fit", list(data.training.texts), list(data.training.labels))


def fit_on(rows: Rows) -> Callable[[Session], None]:
    """A setup that trains on a small made-up corpus."""

    def setup(session: Session) -> None:
        session.call("fit", [text for text, _ in rows], [label for _, label in rows])

    return setup


def vocabulary(session: Session) -> list[str]:
    """The word of each column; no word has two."""
    words: list[str] = session.call("vocabulary")
    if len(set(words)) < len(words):
        double = next(word for position, word in enumerate(words) if word in words[:position])
        raise CandidateFault("wire", f"vocabulary(): each word has one column, but {double!r} stands there twice")
    return words


def vectorize(session: Session, texts: Sequence[str], words: Sequence[str]) -> np.ndarray:
    """The counts of each text, as wide as the vocabulary `words`."""
    counts: np.ndarray = session.call("vectorize", list(texts))
    if counts.shape[1] != len(words):
        raise CandidateFault(
            "wire",
            f"vectorize(): expected one column for each of the {len(words)} words of vocabulary(), "
            f"got {counts.shape[1]}",
        )
    return counts


def predict(session: Session, texts: Sequence[str], labels: Sequence[str]) -> list[str]:
    """A label for each text, one of the training labels `labels`."""
    answers: list[str] = session.call("predict", list(texts))
    allowed = sorted(set(labels))
    for position, answer in enumerate(answers):
        if answer not in allowed:
            raise CandidateFault(
                "wire", f"predict()[{position}]: expected one of the training labels {allowed!r}, got {answer[:40]!r}"
            )
    return answers
