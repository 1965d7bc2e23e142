"""Holds a prose answer against a rubric of key points. It knows no question."""

from harness.rubric.reading import as_shown
from harness.rubric.score import NAMED, PointOutcome, RubricOutcome, examine

__all__ = ["NAMED", "PointOutcome", "RubricOutcome", "as_shown", "examine"]
