"""Made-up texts in which an RNN's memory shows: far negations, and last words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reference.data import far_negation, phrases
from reference.data.drawing import choose
from reference.data.labelled import Labelled

TURNS = tuple(turned for _, turned in far_negation.OPENINGS)
"""The openings that turn an opinion round."""

NEAR, FAR = (0, 0), (1, 2)
"""Clauses between opening and opinion: by the near ones a net learns what an opening does."""


class Opinions(NamedTuple):
    """Texts to train on, and far ones to ask about that are none of them: turned round, and left as they are."""

    train: tuple[Labelled, ...]
    turned: tuple[Labelled, ...]
    plain: tuple[Labelled, ...]


def opinions(seed: int, train: int, each: int) -> Opinions:
    """`train` texts, half of them near and a third of them turned, and twice `each` far ones, balanced.

    As more openings leave an opinion as it is, the opinion alone says something about the label: without that
    step on the way a net stays on the plateau of an exclusive or for a time that differs from seed to seed.
    """
    near = far_negation.make(seed, train, 0, NEAR).train
    far = far_negation.make(seed, train, 8 * each, FAR)
    rows = [row for texts in (near, far.train) for row in _a_third_turned(texts, train // 2)]
    order = np.random.default_rng([seed, 1]).permutation(len(rows)).tolist()
    return Opinions(
        tuple(rows[place] for place in order),
        *(
            tuple(row for label in (0, 1) for row in [row for row in texts if row.label == label][: each // 2])
            for texts in (_turned(far.held_out), _plain(far.held_out))
        ),
    )


def _turned(rows: Sequence[Labelled]) -> list[Labelled]:
    return [row for row in rows if row.text.startswith(TURNS)]


def _plain(rows: Sequence[Labelled]) -> list[Labelled]:
    return [row for row in rows if not row.text.startswith(TURNS)]


def _a_third_turned(rows: Sequence[Labelled], count: int) -> list[Labelled]:
    return [*_turned(rows)[: count // 3], *_plain(rows)[: count - count // 3]]


VERDICTS = (("awful", "bad", "dreadful", "poor"), ("good", "great", "lovely", "superb"))
"""The words that say a label, where they come last."""


def last_words(seed: int, count: int, words: tuple[int, int]) -> tuple[Labelled, ...]:
    """Texts whose last word says the label, after `words[0]` to `words[1]` neutral words.

    Among those of every second text stands a word of the other label, which a bag of words takes for as good.
    """
    rng = np.random.default_rng([seed, 14])
    return tuple(_last_word(rng, number % 2, words, decoy=number % 4 > 1) for number in range(count))


def _last_word(rng: np.random.Generator, label: int, words: tuple[int, int], *, decoy: bool) -> Labelled:
    row = [choose(rng, phrases.WORDS.split()) for _ in range(int(rng.integers(words[0], words[1] + 1)))]
    if decoy:
        row.insert(int(rng.integers(len(row) + 1)), choose(rng, VERDICTS[1 - label]))
    return Labelled(" ".join([*row, choose(rng, VERDICTS[label])]), label)
