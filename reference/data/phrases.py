"""Texts in which one short phrase decides, wherever it stands: the checks of question 15 (see `made_classes.md`)."""

from __future__ import annotations

import numpy as np

from reference.data.drawing import choose
from reference.data.labelled import Labelled
from reference.data.parts import Parts

PHRASES: tuple[tuple[str, ...], ...] = (
    ("sold out early", "cut down quickly", "went up slowly"),
    ("out early sold", "down quickly cut", "up slowly went"),
    ("early sold out", "quickly cut down", "slowly went up"),
    ("sold early out", "cut quickly down", "went slowly up"),
)
"""The phrases of each class: all classes have the same words, in another order."""

CLASSES = len(PHRASES)

WORDS = (
    "and the a of in on with for from this that they we some more most people house street train water paper table "
    "window garden music letter morning evening summer winter little large green white open long again often never "
    "always perhaps before after under over near walk talk look read write bring carry move turn stand begin end"
)
"""What stands around the phrase, in any order."""


def make(seed: int, train: int, held_out: int, words: tuple[int, int] = (6, 40)) -> Parts[Labelled]:
    """Texts of `words[0]` to `words[1]` neutral words with one phrase anywhere among them.

    A bag of words gets a quarter right. No text stands in both parts.
    """
    rng = np.random.default_rng([seed, 15])
    kept: dict[str, Labelled] = {}
    while len(kept) < train + held_out:
        count = int(rng.integers(words[0], words[1] + 1))
        row = place(rng, int(rng.integers(CLASSES)), count, int(rng.integers(count + 1)))
        kept.setdefault(row.text, row)
    rows = tuple(kept.values())
    return Parts(rows[:train], rows[train:])


def place(rng: np.random.Generator, label: int, words: int, at: int) -> Labelled:
    """A text of that class with the phrase after `at` of its `words` neutral words."""
    neutral = [choose(rng, WORDS.split()) for _ in range(words)]
    return Labelled(" ".join([*neutral[:at], choose(rng, PHRASES[label]), *neutral[at:]]), label)
