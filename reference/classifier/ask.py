"""Calls of a text classifier's methods."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from harness.question import CandidateFault, Exam, Session
from reference.classifier.data import ClassifierData
from reference.data.labelled import Labelled

ClassifierExam = Exam[ClassifierData]


def fit(session: Session, data: ClassifierData) -> None:
    """Train on all training texts."""
    fit_on(data.train)(session)


def fit_small(session: Session, data: ClassifierData) -> None:
    """Train on a few training texts."""
    fit_on(data.small)(session)


def fit_on(rows: Sequence[Labelled]) -> Callable[[Session], None]:
    """A setup that trains on `rows`."""

    def setup(session: Session) -> None:
        session.call("fit", [row.text for row in rows], [row.label for row in rows])

    return setup


def predict_proba(session: Session, texts: Sequence[str], classes: int) -> np.ndarray:
    """Probabilities float32 [N, classes]; another number of columns is the candidate's fault."""
    rows = np.asarray(session.call("predict_proba", list(texts)))
    if rows.shape[1] != classes:
        raise CandidateFault(
            "wire",
            f"predict_proba(): expected one column for each label from 0 to {classes - 1}, shape "
            f"[{len(texts)}, {classes}], got {list(rows.shape)}",
        )
    return rows


def predicted(session: Session, texts: Sequence[str], classes: int) -> list[int]:
    """The label whose column is the largest, for each text."""
    labels: list[int] = predict_proba(session, texts, classes).argmax(axis=1).tolist()
    return labels


def held_out_rows(exam: ClassifierExam) -> np.ndarray:
    """Probabilities [N, classes] of all held-out texts, asked for once."""
    texts = [row.text for row in exam.data.held_out]
    return exam.memo("held-out rows", lambda: predict_proba(exam.fitted(), texts, exam.data.classes))
