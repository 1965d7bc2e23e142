"""Where two answers differ, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from harness.plain import Plain

LONGEST = 80
"""Characters that a message spends on either value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where two answers differ."""

    path: str
    """Where, as Python would write it: `[3]["label"]`; empty for the whole."""
    one: str
    other: str
    extent: str = ""
    """How much of an array differs, where it is more than the one number."""

    def said(self, first: str, second: str) -> str:
        """Both values, each with the way in which it came: `0.12 alone, 0.4 in a batch of 5`."""
        return f"{self.one} {first}, {self.other} {second}{self.extent}"


def first_difference(one: Plain, other: Plain, tolerance: float, path: str = "") -> Difference | None:
    """The first place where two answers differ, or None where they agree.

    Numbers may be off by `tolerance`, relative to those above 1; everything else must be equal.
    """
    if _is_numeric(one) and _is_numeric(other):
        return _in_arrays(np.asarray(one), np.asarray(other), tolerance, path)
    if isinstance(one, list) and isinstance(other, list):
        return _in_lists(one, other, tolerance, path)
    if isinstance(one, dict) and isinstance(other, dict):
        return _in_dicts(one, other, tolerance, path)
    if type(one) is type(other) and one == other:
        return None
    if isinstance(one, str) and isinstance(other, str):
        return Difference(path, *_shown_strings(one, other))
    return Difference(path, shown(one), shown(other))


def shown(value: Plain) -> str:
    """A value as a message shows it, on one short line."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array {list(value.shape)}"
    if isinstance(value, np.ndarray | np.generic):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.6g}"
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _is_numeric(value: Plain) -> bool:
    return isinstance(value, np.ndarray | np.number | int | float) and not isinstance(value, bool)


def _in_lists(one: list[Plain], other: list[Plain], tolerance: float, path: str) -> Difference | None:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if found := first_difference(left, right, tolerance, f"{path}[{index}]"):
            return found
    if len(one) != len(other):
        return Difference(path, f"{len(one)} items", f"{len(other)} items")
    return None


def _in_dicts(one: dict[str, Plain], other: dict[str, Plain], tolerance: float, path: str) -> Difference | None:
    for key in [*one, *(key for key in other if key not in one)]:
        place = f'{path}["{key}"]'
        if key not in one or key not in other:
            return Difference(place, *("there" if key in answer else "absent" for answer in (one, other)))
        if found := first_difference(one[key], other[key], tolerance, place):
            return found
    return None


def _in_arrays(one: np.ndarray, other: np.ndarray, tolerance: float, path: str) -> Difference | None:
    if one.shape != other.shape:
        return Difference(path, f"shape {list(one.shape)}", f"shape {list(other.shape)}")
    if one.dtype.kind not in "fiu" or other.dtype.kind not in "fiu":
        apart = one != other
        off = np.zeros(one.shape)
    else:
        left, right = one.astype(np.float64), other.astype(np.float64)
        with np.errstate(invalid="ignore"):  # two infinities of a sign are equal, though their difference is none
            off = np.abs(left - right)
            allowed = tolerance * np.maximum(1.0, np.minimum(np.abs(left), np.abs(right)))
            apart = ~((left == right) | (np.isfinite(off) & (off <= allowed)))
    if not apart.any():
        return None
    place = tuple(int(index) for index in np.argwhere(apart)[0])
    extent = ""
    if apart.sum() > 1:
        extent = f" ({int(apart.sum())} of {apart.size} numbers differ"
        extent += f", by up to {_largest(off[apart]):.2g})" if off.any() else ")"
    path += f"[{', '.join(map(str, place))}]" if place else ""
    return Difference(path, shown(one[place]), shown(other[place]), extent)


def _largest(off: np.ndarray) -> float:
    finite: Any = off[np.isfinite(off)]
    return float(finite.max()) if finite.size else float("inf")


def _shown_strings(one: str, other: str) -> tuple[str, str]:
    """Both strings; of long ones the part where they part."""
    if len(one) <= LONGEST and len(other) <= LONGEST:
        return repr(one), repr(other)
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    start = max(0, (min(len(one), len(other)) if same is None else same) - LONGEST // 3)
    return _part(one, start), _part(other, start)


def _part(text: str, start: int) -> str:
    before = "..." if start else ""
    after = "..." if start + LONGEST < len(text) else ""
    return f"{before}{text[start : start + LONGEST]!r}{after}"
