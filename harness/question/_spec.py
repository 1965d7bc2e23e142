"""What an argument or an answer must look like; answers are validated before anyone looks at their values.

A dimension is an `int` (exactly that), a `str` (a name: bound by the call's arguments, equal wherever it
stands again) or `None` (anything).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from harness.faults import CandidateFault
from harness.plain import Plain, type_name

Dimension = int | str | None
Dims = dict[str, int]


def wrong(path: str, expected: str, came: str) -> CandidateFault:
    """The fault of an answer that is something else at `path` than what the contract asks for."""
    return CandidateFault("wire", f"{path}: expected {expected}, got {came}")


class Spec(Protocol):
    """The shape of one value."""

    def describe(self) -> str:
        """The shape in words, as the statement and error messages show it."""

    def bind(self, value: Plain, dims: Dims) -> None:
        """Record in `dims` the sizes that a trusted argument gives to named dimensions."""

    def validate(self, value: Plain, path: str, dims: Dims) -> Plain:
        """Return the value in its canonical type, or raise a `CandidateFault` that names the path."""


class _Leaf:
    def bind(self, value: Plain, dims: Dims) -> None:
        """A leaf has no named dimension."""


@dataclass(frozen=True, slots=True)
class Ignored(_Leaf):
    """Whatever a method returns is not even sent (`fit`)."""

    def describe(self) -> str:
        return "None"

    def validate(self, value: Plain, path: str, dims: Dims) -> Plain:
        return None


@dataclass(frozen=True, slots=True)
class Flag(_Leaf):
    """A bool."""

    def describe(self) -> str:
        return "bool"

    def validate(self, value: Plain, path: str, dims: Dims) -> bool:
        if not isinstance(value, bool):
            raise wrong(path, "bool", type_name(value))
        return value


@dataclass(frozen=True, slots=True)
class Text(_Leaf):
    """A str that UTF-8 can write down, of at most `longest` code points."""

    longest: int = 1_000_000

    def describe(self) -> str:
        return "str"

    def validate(self, value: Plain, path: str, dims: Dims) -> str:
        if not isinstance(value, str):
            raise wrong(path, "str", type_name(value))
        if len(value) > self.longest:
            raise wrong(path, f"at most {self.longest} characters", f"{len(value)}")
        return value


@dataclass(frozen=True, slots=True)
class Integer(_Leaf):
    """An int (a bool is none) from `low` to `high`, both included."""

    low: int | None = None
    high: int | None = None

    def describe(self) -> str:
        return "int"

    def validate(self, value: Plain, path: str, dims: Dims) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(path, "int", type_name(value))
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise wrong(path, span("an int", self.low, self.high), str(value))
        return value


@dataclass(frozen=True, slots=True)
class Real(_Leaf):
    """A finite float (an int will do) from `low` to `high`, both included."""

    low: float | None = None
    high: float | None = None
    finite: bool = True

    def describe(self) -> str:
        return "float"

    def validate(self, value: Plain, path: str, dims: Dims) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong(path, "float", type_name(value))
        try:
            number = float(value)
        except OverflowError:
            raise wrong(path, "a finite float", "an int too large for one") from None
        if self.finite and not np.isfinite(number):
            raise wrong(path, "a finite float", str(number))
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise wrong(path, span("a float", self.low, self.high), f"{number:.6g}")
        return number


@dataclass(frozen=True, slots=True)
class OneOf(_Leaf):
    """One of the given strings, such as a label seen in training."""

    choices: tuple[str, ...]

    def describe(self) -> str:
        return "one of " + ", ".join(repr(choice) for choice in self.choices)

    def validate(self, value: Plain, path: str, dims: Dims) -> str:
        if not isinstance(value, str):
            raise wrong(path, "str", type_name(value))
        if value not in self.choices:
            raise wrong(path, self.describe(), repr(value[:40]))
        return value


@dataclass(frozen=True, slots=True)
class Optional:
    """The value or None."""

    inner: Spec

    def describe(self) -> str:
        return f"{self.inner.describe()} | None"

    def bind(self, value: Plain, dims: Dims) -> None:
        if value is not None:
            self.inner.bind(value, dims)

    def validate(self, value: Plain, path: str, dims: Dims) -> Plain:
        return None if value is None else self.inner.validate(value, path, dims)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of like items; a tuple arrives as a list."""

    item: Spec
    length: Dimension = None

    def describe(self) -> str:
        return f"list[{self.item.describe()}]"

    def bind(self, value: Plain, dims: Dims) -> None:
        if isinstance(self.length, str):
            dims[self.length] = len(value)

    def validate(self, value: Plain, path: str, dims: Dims) -> list[Plain]:
        if isinstance(value, np.ndarray):
            value = value.tolist() if value.ndim else value
        if not isinstance(value, list):
            raise wrong(path, "list", type_name(value))
        expected = size_of(self.length, dims)
        if expected is not None and len(value) != expected:
            raise wrong(path, f"{expected} items", str(len(value)))
        return [self.item.validate(item, f"{path}[{index}]", dims) for index, item in enumerate(value)]


@dataclass(frozen=True, slots=True)
class MapOf:
    """A dict from str to like values."""

    value: Spec

    def describe(self) -> str:
        return f"dict[str, {self.value.describe()}]"

    def bind(self, value: Plain, dims: Dims) -> None:
        """A dict has no named dimension."""

    def validate(self, value: Plain, path: str, dims: Dims) -> dict[str, Plain]:
        if not isinstance(value, dict):
            raise wrong(path, "dict", type_name(value))
        return {key: self.value.validate(item, f"{path}[{key!r}]", dims) for key, item in value.items()}


@dataclass(frozen=True, slots=True)
class Record:
    """A dict with exactly these keys."""

    fields: Mapping[str, Spec]

    def describe(self) -> str:
        return "{" + ", ".join(f'"{key}": {spec.describe()}' for key, spec in self.fields.items()) + "}"

    def bind(self, value: Plain, dims: Dims) -> None:
        for key, spec in self.fields.items():
            spec.bind(value[key], dims)

    def validate(self, value: Plain, path: str, dims: Dims) -> dict[str, Plain]:
        if not isinstance(value, dict):
            raise wrong(path, "dict", type_name(value))
        if missing := [key for key in self.fields if key not in value]:
            raise wrong(path, f"the key {missing[0]!r}", "a dict without it")
        if extra := [key for key in value if key not in self.fields]:
            raise wrong(path, f"only the keys {', '.join(self.fields)}", f"also {extra[0][:40]!r}")
        return {key: spec.validate(value[key], f'{path}["{key}"]', dims) for key, spec in self.fields.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A list of fixed length whose places have kinds of their own, such as `[start, end, label]`."""

    places: Sequence[Spec]

    def describe(self) -> str:
        return "[" + ", ".join(place.describe() for place in self.places) + "]"

    def bind(self, value: Plain, dims: Dims) -> None:
        for place, item in zip(self.places, value, strict=True):
            place.bind(item, dims)

    def validate(self, value: Plain, path: str, dims: Dims) -> list[Plain]:
        if not isinstance(value, list):
            raise wrong(path, "list", type_name(value))
        if len(value) != len(self.places):
            raise wrong(path, f"{len(self.places)} items", str(len(value)))
        return [
            place.validate(item, f"{path}[{index}]", dims)
            for index, (place, item) in enumerate(zip(self.places, value, strict=True))
        ]


def size_of(dimension: Dimension, dims: Dims) -> int | None:
    """The size that a dimension must have; None where it may have any."""
    if isinstance(dimension, str):
        return dims.get(dimension)
    return dimension


def span(what: str, low: float | None, high: float | None) -> str:
    """Two bounds, of which one may be missing, in words."""
    if low is None:
        return f"{what} of at most {high:g}"
    if high is None:
        return f"{what} of at least {low:g}"
    return f"{what} from {low:g} to {high:g}"
