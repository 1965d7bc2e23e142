"""What an extractive reader is examined on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest
from reference.data.qa import QuestionItem
from reference.data.tables import Table, load


@dataclass(frozen=True, slots=True)
class ExtractiveData:
    """Items that may be shown or trained on, and held-out ones: no name is in both."""

    train: tuple[QuestionItem, ...]
    held_out: tuple[QuestionItem, ...]


def extractive_data(table: Table[QuestionItem], request: DataRequest) -> ExtractiveData:
    """The items of one exam, fewer when a fast one is asked for."""
    parts = load(table, request)
    return ExtractiveData(parts.train, parts.held_out)


def columns(items: Sequence[QuestionItem]) -> tuple[list[str], list[str]]:
    """The questions and the contexts, as `answer` takes them."""
    return [item.question for item in items], [item.context for item in items]
