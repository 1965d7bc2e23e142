"""The texts of question 9: sentences with names, and others of other names and other sentences held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.question import DataRequest
from reference.data import tables
from reference.data.catalogue import ENTITIES
from reference.data.entities import EntityText
from reference.data.tables import Sizes
from reference.q09_entities import founders

TABLE = replace(ENTITIES, fast=Sizes(240, 40))
FOUNDERS = 240
"""Sentences about founders among the training texts."""


@dataclass(frozen=True, slots=True)
class AnnotatedTexts:
    """Texts and the names `[start, end, label]` in each, as they cross to the answer."""

    texts: tuple[str, ...]
    entities: tuple[list[list[int | str]], ...]

    @classmethod
    def of(cls, rows: Sequence[EntityText]) -> AnnotatedTexts:
        """The columns of these rows."""
        return cls(tuple(row.text for row in rows), tuple([list(entity) for entity in row.entities] for row in rows))


@dataclass(frozen=True, slots=True)
class EntityData:
    """What is trained on, and what is held out: no name and no sentence pattern is in both."""

    training: AnnotatedTexts
    held_out: AnnotatedTexts


def make_data(request: DataRequest) -> EntityData:
    """The texts of one exam, fewer when a fast one is asked for."""
    parts = tables.load(TABLE, request)
    training = [*parts.train, *founders.make(request.seed, FOUNDERS)]
    return EntityData(AnnotatedTexts.of(training), AnnotatedTexts.of(parts.held_out))
