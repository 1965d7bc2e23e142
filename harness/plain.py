"""The plain data that crosses between the grader and a candidate's process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

Plain: TypeAlias = Any
"""None, bool, int, float, str, bytes, list, dict with str keys, or a numeric `numpy.ndarray`. (Recursive, so
not expressible as a type that `msgspec` and `mypy` both read; every value is checked by a `Spec` before use.)"""


@dataclass(frozen=True, slots=True)
class Unsendable:
    """Stands where a candidate's answer held something that may not cross; only its type's name came along."""

    type_name: str


def type_name(value: object) -> str:
    """The name of a value's type as a message should show it."""
    if isinstance(value, Unsendable):
        return value.type_name
    return "None" if value is None else type(value).__name__
