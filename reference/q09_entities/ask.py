"""Asking the answer of question 9."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from harness.question import Exam, Session
from reference.data.entities import Entity, EntityText
from reference.q09_entities.data import AnnotatedTexts, EntityData

EntityExam = Exam[EntityData]


def fit(session: Session, data: EntityData) -> None:
    """Train on all training texts."""
    _fit(session, data.training)


def fit_on(rows: Sequence[EntityText]) -> Callable[[Session], None]:
    """A setup that trains on these rows alone."""
    return lambda session: _fit(session, AnnotatedTexts.of(rows))


def small_fit(session: Session, data: EntityData) -> None:
    """Train on every fourth training text."""
    training = data.training
    _fit(session, AnnotatedTexts(training.texts[::4], training.entities[::4]))


def predict(session: Session, texts: Sequence[str]) -> list[list[Entity]]:
    """The names that the answer finds in each text."""
    answer: list[list[list[int | str]]] = session.call("predict", list(texts))
    return [[Entity(int(start), int(end), label) for start, end, label in names] for names in answer]  # type: ignore[arg-type]  # the contract has seen to it that these are labels


def _fit(session: Session, training: AnnotatedTexts) -> None:
    session.call("fit", list(training.texts), list(training.entities))
