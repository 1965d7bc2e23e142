"""Numeric arrays as arguments and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from harness.plain import Plain, type_name
from harness.question._spec import Dimension, Dims, size_of, span, wrong


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
            raise wrong(path, self.describe(), type_name(value))
        kinds = {"float32": "fiu", "int64": "iu", "bool": "b"}[self.dtype]
        if value.dtype.kind not in kinds and value.size:
            raise wrong(path, f"dtype {self.dtype}", str(value.dtype))
        expected = [size_of(size, dims) for size in self.shape]
        if value.shape == (0,) and len(expected) > 1 and expected[0] in (0, None):
            value = value.reshape(0, *(size or 0 for size in expected[1:]))  # no rows have no width: [] will do
        if value.ndim != len(expected) or any(
            want is not None and want != size for want, size in zip(expected, value.shape, strict=True)
        ):
            shown = ", ".join("?" if want is None else str(want) for want in expected)
            raise wrong(path, f"shape [{shown}]", str(list(value.shape)))
        if self.finite and value.dtype.kind == "f" and not np.isfinite(value).all():
            raise wrong(path, "finite numbers", "NaN or infinity")
        if value.size and value.dtype.kind != "b":
            low, high = float(value.min()), float(value.max())
            if (self.low is not None and low < self.low) or (self.high is not None and high > self.high):
                raise wrong(path, span("entries", self.low, self.high), f"{low:.6g} to {high:.6g}")
        array: np.ndarray = value.astype(self.dtype)
        return array


def _from_lists(value: list[Plain], path: str) -> np.ndarray:
    """A nested list of numbers as an array; ragged or non-numeric ones are the candidate's fault."""
    items: list[tuple[Plain, str]] = [(value, path)]
    while items:
        item, where = items.pop()
        if isinstance(item, list):
            items.extend((child, f"{where}[{index}]") for index, child in enumerate(item))
        elif not isinstance(item, bool | int | float):
            raise wrong(where, "a number", type_name(item))
    try:
        array = np.array(value)
    except ValueError:
        raise wrong(path, "rows of equal length", "ragged ones") from None
    if array.dtype.kind not in "fiub":
        raise wrong(path, "numbers that fit 64 bits", "larger ones")
    return array
