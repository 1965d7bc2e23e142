"""The quality of a text classifier: accuracy or macro-averaged F1 on held-out texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from harness.question import Evidence, Measurement, Quality, Score
from metrics.classification import accuracy_statistics, macro_statistics
from metrics.probabilities import brier_statistics, calibration_statistics, log_loss_statistics
from reference.classifier.ask import ClassifierExam, held_out_rows
from reference.classifier.data import ClassifierData
from reference.data.labelled import Labelled

WORST = 20
"""Held-out texts shown with the least probability of their label."""


def accuracy_quality() -> Quality[Any]:
    """The share of held-out texts whose label has the largest column."""
    return Quality("accuracy", higher_is_better=True, measure=lambda exam: _measure(exam, "accuracy"))


def macro_f1_quality() -> Quality[Any]:
    """F1 of the largest column's label, averaged over labels."""
    return Quality("macro_f1", higher_is_better=True, measure=lambda exam: _measure(exam, "macro_f1"))


def _measure(exam: ClassifierExam, headline: str) -> Measurement:
    """All held-out texts in one call. Beside the headline stand the other measure of labels, and of probabilities."""
    rows = held_out_rows(exam)
    predictions = rows.argmax(axis=1).tolist()
    references = [row.label for row in exam.data.held_out]
    of_labels = {
        "accuracy": accuracy_statistics(predictions=predictions, references=references),
        "macro_f1": macro_statistics("f1", predictions=predictions, references=references),
    }
    of_rows = {
        "log_loss": log_loss_statistics(probabilities=rows, references=references),
        "brier_score": brier_statistics(probabilities=rows, references=references),
        "calibration_error": calibration_statistics(probabilities=rows, references=references),
    }
    score: Score = of_labels.pop(headline).score()
    return Measurement(
        score,
        metrics={name: statistics.value() for name, statistics in (of_labels | of_rows).items()},
        evidence=(
            Evidence("Confusion matrix", confusion(exam.data, predictions)),
            Evidence("Held-out texts whose label got the least probability", worst(exam.data, rows)),
        ),
    )


def confusion(data: ClassifierData, predictions: Sequence[int]) -> list[dict[str, str | int]]:
    """For each label, how many of its held-out texts were called what."""
    pairs = Counter((row.label, called) for row, called in zip(data.held_out, predictions, strict=True))
    return [
        {"is": name, **{f"called {other}": pairs[label, called] for called, other in enumerate(data.names)}}
        for label, name in enumerate(data.names)
    ]


def worst(data: ClassifierData, rows: np.ndarray) -> list[dict[str, str | float]]:
    """Wrongly labelled held-out texts, those first whose label got least."""
    of_truth = rows[np.arange(len(rows)), [row.label for row in data.held_out]]
    shown = []
    for place in np.argsort(of_truth, kind="stable").tolist():
        row, called = data.held_out[place], int(rows[place].argmax())
        if called != row.label:
            shown.append(_wrong(data, row, called, rows[place]))
    return shown[:WORST]


def _wrong(data: ClassifierData, row: Labelled, called: int, given: np.ndarray) -> dict[str, str | float]:
    return {
        "text": row.text,
        "is": data.names[row.label],
        "probability": round(float(given[row.label]), 4),
        "called": data.names[called],
        "with": round(float(given[called]), 4),
    }
