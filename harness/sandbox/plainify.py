"""Makes plain data of what a candidate's method returned; runs in the candidate's own process.

Nothing here protects the grader, which trusts no byte of it: this is a convenience for honest answers, so that a
tensor, a tuple or a numpy scalar arrives as what it means and a mistake is named with its path.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from harness.plain import Plain, Unsendable
from harness.sandbox.structure import MAX_DEPTH
from harness.sandbox.wire import DTYPES


class NotPlainError(Exception):
    """The value cannot cross; the text is a sentence with the path."""


def plainify(value: Any, path: str, cap_bytes: int) -> Plain:
    """The value as plain data. Tensors and arrays are copied to the CPU only when they fit `cap_bytes`.

    Raises `NotPlainError` for a cycle, deep nesting, an array over the cap, a lone surrogate, or an int beyond
    64 bits; what has no plain form becomes an `Unsendable` leaf, for the contract to complain about.
    """
    return _Walk(cap_bytes).plain(value, path, 0)


class _Walk:
    def __init__(self, cap_bytes: int) -> None:
        self.cap = cap_bytes
        self.room = cap_bytes

    def plain(self, value: Any, path: str, depth: int) -> Plain:  # noqa: PLR0911 - one return a type
        if value is None or value is True or value is False:
            return value
        if isinstance(value, str):
            self._take(str.__len__(value), path)
            return _text(value, path)
        if isinstance(value, int):
            number = int.__int__(value)
            if not -(1 << 63) <= number < 1 << 64:
                raise NotPlainError(f"{path}: an int beyond 64 bits")
            return number
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, bytes | bytearray):
            self._take(len(value), path)
            return bytes(value)
        if isinstance(value, torch.Tensor):
            return self._tensor(value, path)
        if isinstance(value, np.ndarray):
            return self._array(value, path)
        if isinstance(value, np.generic):
            return self.plain(value.item(), path, depth) if value.dtype.name in DTYPES else _unsendable(value)
        if isinstance(value, list | tuple | dict):
            return self._container(value, path, depth + 1)
        return _unsendable(value)

    def _container(self, value: Any, path: str, depth: int) -> Plain:
        if depth > MAX_DEPTH:
            raise NotPlainError(f"{path}: nested deeper than {MAX_DEPTH} levels, or containing itself")
        self._take(len(value), path)
        if isinstance(value, dict):
            plain: dict[str, Plain] = {}
            for key, item in value.items():
                if not isinstance(key, str):
                    raise NotPlainError(f"{path}: expected keys of type str, got {type(key).__name__}")
                plain[_text(key, path)] = self.plain(item, f"{path}[{key!r:.60}]", depth)
            return plain
        return [self.plain(item, f"{path}[{index}]", depth) for index, item in enumerate(value)]

    def _tensor(self, value: torch.Tensor, path: str) -> Plain:
        if value.layout != torch.strided or value.is_quantized or value.is_meta or value.is_complex():
            return Unsendable(f"Tensor ({_kind(value)})")
        size = 4 if value.dtype == torch.bfloat16 else value.element_size()  # bfloat16 crosses as float32
        self._take(value.numel() * size, path)
        value = value.detach().cpu().resolve_neg()
        if value.dtype == torch.bfloat16:
            value = value.float()
        return self._array(value.numpy(), path, counted=True)

    def _array(self, value: np.ndarray, path: str, *, counted: bool = False) -> Plain:
        if value.dtype.name not in DTYPES:
            return Unsendable(f"ndarray of {value.dtype.name}")
        if not counted:
            self._take(value.size * value.itemsize, path)
        return np.array(value, order="C", subok=False)

    def _take(self, size: int, path: str) -> None:
        """Stops before memory does: an expanded tensor of 10^12 elements occupies nothing until it is copied."""
        self.room -= size
        if self.room < 0:
            raise NotPlainError(f"{path}: the answer is larger than the limit of {self.cap >> 20} MiB")


def _text(value: str, path: str) -> str:
    text = str.__str__(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotPlainError(f"{path}: text with a lone surrogate, which no encoding can write") from None
    return text


def _kind(value: torch.Tensor) -> str:
    if value.is_meta:
        return "meta"
    if value.is_quantized:
        return "quantised"
    return "complex" if value.is_complex() else str(value.layout).removeprefix("torch.")


def _unsendable(value: Any) -> Unsendable:
    return Unsendable(type(value).__name__)
