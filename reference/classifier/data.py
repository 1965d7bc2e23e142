"""What a text classifier is examined on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest
from reference.data.labelled import Labelled
from reference.data.tables import Table, load

SMALL = 64
"""Texts of the small training."""


@dataclass(frozen=True, slots=True)
class ClassifierData:
    """Texts to train on and held-out ones; `names` says in words what each label stands for."""

    train: tuple[Labelled, ...]
    held_out: tuple[Labelled, ...]
    names: tuple[str, ...]

    @property
    def classes(self) -> int:
        """How many labels there are, which count from 0."""
        return len(self.names)

    @property
    def small(self) -> tuple[Labelled, ...]:
        """A few training texts, of each label equally many: enough to see whether a fit follows its seed."""
        each = SMALL // self.classes
        return tuple(
            row for label in range(self.classes) for row in [row for row in self.train if row.label == label][:each]
        )


def classifier_data(table: Table[Labelled], request: DataRequest, names: Sequence[str]) -> ClassifierData:
    """The rows of an exam. `names` are those of the embedded profile's labels; others are called by their numbers."""
    parts = load(table, request)
    if request.profile != "embedded":
        names = [str(label) for label in range(1 + max(row.label for row in (*parts.train, *parts.held_out)))]
    return ClassifierData(parts.train, parts.held_out, tuple(names))
