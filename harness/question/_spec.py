"""What an argument or an answer must look like; answers are validated before anyone looks at their values.

A dimension is an `int` (exactly that), a `str` (a name: bound by the call's arguments, equal wherever it
stands again) or `None` (anything).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np

from harness.faults import CandidateFault
from harness.plain import Plain, type_name

Dimension = int | str | None
Dims = dict[str, int]


def _wrong(path: str, expected: str, came: str) -> CandidateFault:
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
            raise _wrong(path, "bool", type_name(value))
        return value


@dataclass(frozen=True, slots=True)
class Text(_Leaf):
    """A str that UTF-8 can write down, of at most `longest` code points."""

    longest: int = 1_000_000

    def describe(self) -> str:
        return "str"

    def validate(self, value: Plain, path: str, dims: Dims) -> str:
        if not isinstance(value, str):
            raise _wrong(path, "str", type_name(value))
        if len(value) > self.longest:
            raise _wrong(path, f"at most {self.longest} characters", f"{len(value)}")
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
            raise _wrong(path, "int", type_name(value))
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise _wrong(path, _range("an int", self.low, self.high), str(value))
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
            raise _wrong(path, "float", type_name(value))
        try:
            number = float(value)
        except OverflowError:
            raise _wrong(path, "a finite float", "an int too large for one") from None
        if self.finite and not np.isfinite(number):
            raise _wrong(path, "a finite float", str(number))
        if (self.low is not None and number < self.low) or (self.high is not None and number > self.high):
            raise _wrong(path, _range("a float", self.low, self.high), f"{number:.6g}")
        return number


@dataclass(frozen=True, slots=True)
class OneOf(_Leaf):
    """One of the given strings, such as a label seen in training."""

    choices: tuple[str, ...]

    def describe(self) -> str:
        return "one of " + ", ".join(repr(choice) for choice in self.choices)

    def validate(self, value: Plain, path: str, dims: Dims) -> str:
        if not isinstance(value, str):
            raise _wrong(path, "str", type_name(value))
        if value not in self.choices:
            raise _wrong(path, self.describe(), repr(value[:40]))
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
            raise _wrong(path, "list", type_name(value))
        expected = _size(self.length, dims)
        if expected is not None and len(value) != expected:
            raise _wrong(path, f"{expected} items", str(len(value)))
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
            raise _wrong(path, "dict", type_name(value))
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
            raise _wrong(path, "dict", type_name(value))
        if missing := [key for key in self.fields if key not in value]:
            raise _wrong(path, f"the key {missing[0]!r}", "a dict without it")
        if extra := [key for key in value if key not in self.fields]:
            raise _wrong(path, f"only the keys {', '.join(self.fields)}", f"also {extra[0][:40]!r}")
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
            raise _wrong(path, "list", type_name(value))
        if len(value) != len(self.places):
            raise _wrong(path, f"{len(self.places)} items", str(len(value)))
        return [
            place.validate(item, f"{path}[{index}]", dims)
            for index, (place, item) in enumerate(zip(self.places, value, strict=True))
        ]


@dataclass(frozen=True, slots=True)
class Array:
    """A dense numeric array; nested lists of numbers will do. Every entry is finite and from `low` to `high`."""

    dtype: Literal["float32", "int64", "bool"]
    shape: Sequence[Dimension] = field(default_factory=tuple)
    low: float | None = None
    high: float | None = None
    finite: bool = True

    def describe(self) -> str:
        return f"{self.dtype}[{', '.join('?' if size is None else str(size) for size in self.shape)}]"

    def bind(self, value: Plain, dims: Dims) -> None:
        for name, size in zip(self.shape, np.shape(value), strict=True):
            if isinstance(name, str):
                dims[name] = size

    def validate(self, value: Plain, path: str, dims: Dims) -> np.ndarray:
        if isinstance(value, list):
            value = _from_lists(value, path)
        if not isinstance(value, np.ndarray):
            raise _wrong(path, self.describe(), type_name(value))
        kinds = {"float32": "fiu", "int64": "iu", "bool": "b"}[self.dtype]
        if value.dtype.kind not in kinds and value.size:
            raise _wrong(path, f"dtype {self.dtype}", str(value.dtype))
        expected = [_size(size, dims) for size in self.shape]
        if value.ndim != len(expected) or any(
            want is not None and want != size for want, size in zip(expected, value.shape, strict=True)
        ):
            shown = ", ".join("?" if want is None else str(want) for want in expected)
            raise _wrong(path, f"shape [{shown}]", str(list(value.shape)))
        if self.finite and value.dtype.kind == "f" and not np.isfinite(value).all():
            raise _wrong(path, "finite numbers", "NaN or infinity")
        if value.size and value.dtype.kind != "b":
            low, high = float(value.min()), float(value.max())
            if (self.low is not None and low < self.low) or (self.high is not None and high > self.high):
                raise _wrong(path, _range("entries", self.low, self.high), f"{low:.6g} to {high:.6g}")
        return value.astype(self.dtype)


def _size(dimension: Dimension, dims: Dims) -> int | None:
    if isinstance(dimension, str):
        return dims.get(dimension)
    return dimension


def _range(what: str, low: float | None, high: float | None) -> str:
    if low is None:
        return f"{what} of at most {high:g}"
    if high is None:
        return f"{what} of at least {low:g}"
    return f"{what} from {low:g} to {high:g}"


def _from_lists(value: list[Plain], path: str) -> np.ndarray:
    """A nested list of numbers as an array; ragged or non-numeric ones are the candidate's fault."""
    items: list[tuple[Plain, str]] = [(value, path)]
    while items:
        item, where = items.pop()
        if isinstance(item, list):
            items.extend((child, f"{where}[{index}]") for index, child in enumerate(item))
        elif not isinstance(item, bool | int | float):
            raise _wrong(where, "a number", type_name(item))
    try:
        array = np.array(value)
    except ValueError:
        raise _wrong(path, "rows of equal length", "ragged ones") from None
    if array.dtype.kind not in "fiub":
        raise _wrong(path, "numbers that fit 64 bits", "larger ones")
    return array
