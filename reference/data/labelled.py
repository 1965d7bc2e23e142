"""A text and the class that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of a data set for classification; labels count from 0."""

    text: str
    label: int
