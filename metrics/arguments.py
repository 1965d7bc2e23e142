"""What every metric asks of its arguments: a mistake here is the question author's, so it raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def paired(*, of: str, **named: Sequence[Any]) -> tuple[list[Any], ...]:
    """The named arguments as lists of one common, positive length.

    Raises TypeError for a bare string, bytes or something without a length (a string is a sequence of characters, and
    scoring those looks like a result), ValueError for unequal or zero lengths (`zip` would drop the rest silently).
    `of` names the metric in the message.
    """
    for name, value in named.items():
        if isinstance(value, str | bytes):
            raise TypeError(f"{of}: {name} must be a list with one element per item, not a bare string.")
        if not hasattr(value, "__len__") or not hasattr(value, "__getitem__") or isinstance(value, dict):
            raise TypeError(f"{of}: {name} must be a list with one element per item, not {type(value).__name__}.")
    lengths = {name: len(value) for name, value in named.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(
            f"{of}: lengths differ: " + ", ".join(f"{size} {name}" for name, size in lengths.items()) + "."
        )
    if 0 in lengths.values():
        raise ValueError(f"{of}: there is no item to score.")
    return tuple(value.tolist() if isinstance(value, np.ndarray) else list(value) for value in named.values())


def paired_texts(*, of: str, **named: Sequence[str]) -> tuple[list[str], ...]:
    """`paired`, where each element must be a string: TypeError for any other."""
    lists = paired(of=of, **named)
    for name, texts in zip(named, lists, strict=True):
        for index, text in enumerate(texts):
            if not isinstance(text, str):
                raise TypeError(f"{of}: {name}[{index}] must be a string, not {type(text).__name__}.")
    return lists


def numbers(values: ArrayLike, *, of: str, name: str, dimensions: int) -> Floats:
    """`values` as float64 with `dimensions` dimensions and no NaN; ValueError otherwise."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != dimensions:
        raise ValueError(f"{of}: {name} must have {dimensions} dimension(s), not {array.ndim}.")
    if np.isnan(array).any():
        raise ValueError(f"{of}: {name} holds a NaN.")
    return array
