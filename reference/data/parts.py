"""The two parts that every data set has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Parts(Generic[Row]):
    """Rows to learn from, and rows held out to measure on."""

    train: tuple[Row, ...]
    held_out: tuple[Row, ...]
