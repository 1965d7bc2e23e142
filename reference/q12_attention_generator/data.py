"""What question 12 is examined on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.question import DataRequest, UserError
from reference.data import tables, token_text
from reference.data.parts import Parts
from reference.data.text_tables import PARAGRAPHS

TABLE = PARAGRAPHS

LENGTH = 128
"""Tokens of a held-out window."""

WHOLE, FAST = (200_000, 192), (40_000, 24)
"""Training tokens and held-out windows of an exam, and of a fast one."""


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
    """200,000 training tokens and 192 held-out windows; `fast` asks for 40,000 and 24.

    Outside text may have fewer, but no fewer than `fast` asks for: `UserError` where it does.
    """
    texts = tables.load(TABLE, request)
    # Of outside text, rows without any character of the alphabet.
    texts = Parts(*(tuple(text for text in part if text) for part in (texts.train, texts.held_out)))
    characters, windows = FAST if request.fast else WHOLE
    made = token_text.arrange(texts, request.seed, characters, windows, LENGTH)
    if len(made.train) < FAST[0] or len(made.held_out) < FAST[1]:
        raise UserError(
            f"Question 12 needs {FAST[0]:,} training characters and {FAST[1]} x {LENGTH} held-out ones, of Latin "
            f"letters, digits and punctuation; the {TABLE.name} have {len(made.train):,} and "
            f"{len(made.held_out)} x {LENGTH}.",
            "Bring more text.",
        )
    return GeneratorData(made.train, made.held_out, made.train[:4_000], token_text.VOCABULARY)
