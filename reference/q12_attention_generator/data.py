"""What question 12 is examined on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.question import DataRequest
from reference.data import token_text

LENGTH = 128
"""Tokens of a held-out window."""


@dataclass(frozen=True, slots=True)
class GeneratorData:
    """Training text int64 [N], held-out windows int64 [windows, LENGTH], and a little text to follow a seed by."""

    train: np.ndarray
    held_out: np.ndarray
    small: np.ndarray
    vocab_size: int

    def public(self, windows: int, length: int, rng: np.random.Generator) -> np.ndarray:
        """Windows int64 [windows, length] of training text, from places drawn."""
        starts = rng.integers(len(self.train) - length, size=(windows, 1))
        return np.asarray(self.train[starts + np.arange(length)])


def make_data(request: DataRequest) -> GeneratorData:
    """200,000 training tokens and 192 held-out windows; `fast` asks for 40,000 and 24."""
    characters, windows = (40_000, 24) if request.fast else (200_000, 192)
    made = token_text.make(request.seed, characters, windows, LENGTH)
    return GeneratorData(made.train, made.held_out, made.train[:4_000], token_text.VOCABULARY)
