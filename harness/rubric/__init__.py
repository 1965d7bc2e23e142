"""Holds a prose answer against a rubric of key points. It knows no question."""

from harness.rubric.score import PointOutcome, RubricOutcome, examine

__all__ = ["PointOutcome", "RubricOutcome", "examine"]
