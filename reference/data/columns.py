"""What a column of a data set must hold; each check returns a complaint, or None."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Column = Callable[[Any, Mapping[str, Any]], str | None]
"""Called with the value and with its whole row."""

ENTITY_LABELS = ("PER", "ORG", "LOC")


def text(value: Any, _row: Mapping[str, Any]) -> str | None:
    """A string with something in it."""
    if isinstance(value, str) and value.strip():
        return None
    return f"expected a text, got {_shown(value)}"


def label(value: Any, _row: Mapping[str, Any]) -> str | None:
    """A class, counted from 0."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return None
    return f"expected a class counted from 0, got {_shown(value)}"


def start_of(answer: str, context: str) -> Column:
    """Where the answer stands in the context, in Unicode code points; both are columns of the same row."""

    def check(value: Any, row: Mapping[str, Any]) -> str | None:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return f"expected a place counted from 0, got {_shown(value)}"
        found = row[context][value : value + len(row[answer])]
        if found != row[answer]:
            return f"{context}[{value}:] begins with {_shown(found)}, not with the {answer} {_shown(row[answer])}"
        return None

    return check


def entities_of(column: str) -> Column:
    """A list of [start, end, label] in order: inside the text, not overlapping, without white space at the edges."""

    def check(value: Any, row: Mapping[str, Any]) -> str | None:
        if not isinstance(value, list | tuple):
            return f"expected a list of [start, end, label], got {_shown(value)}"
        before = 0
        for entity in value:
            complaint = _entity(entity, row[column], before)
            if complaint:
                return complaint
            before = entity[1]
        return None

    return check


def _entity(entity: Any, text: str, before: int) -> str | None:
    if not isinstance(entity, list | tuple) or [type(part) for part in entity] != [int, int, str]:
        return f"expected [start, end, label], got {_shown(entity)}"
    start, end, name = entity
    if name not in ENTITY_LABELS:
        return f"the label {name!r} is none of {', '.join(ENTITY_LABELS)}"
    if not before <= start < end <= len(text):
        return f"{_shown(entity)} overlaps the one before, is out of order, or ends outside the text"
    if text[start:end] != text[start:end].strip():
        return f"{_shown(entity)} begins or ends in white space"
    return None


def _shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "..."
