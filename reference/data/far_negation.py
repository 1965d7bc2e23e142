"""Opinions that a word far before them turns round: the checks of question 14 (see `made_classes.md`)."""

from __future__ import annotations

import numpy as np

from reference.data.drawing import choose
from reference.data.labelled import Labelled
from reference.data.parts import Parts

POSITIVE = ("brilliant", "charming", "clever", "delightful", "excellent", "funny", "good", "great", "moving", "superb")
NEGATIVE = ("awful", "bad", "boring", "clumsy", "dreadful", "dull", "poor", "silly", "terrible", "weak")
NAMED = ("film", "play", "story", "camera", "phone", "song", "novel", "show", "game", "picture")
OPENINGS = (
    ("i really think that", "i never think that"),
    ("we certainly believe that", "we hardly believe that"),
    ("surely people say that", "seldom people say that"),
    ("it is true that", "it is false that"),
    ("everybody claims that", "nobody claims that"),
)
"""What leaves the opinion as it is, and what turns it round."""

CLAUSES = (
    "which came out in spring", "that my brother brought home", "of which there are two versions",
    "that we saw with our friends from work", "which runs for about an hour", "that the shop around the corner sells",
    "which has a red cover", "about a family in a small town", "that took three years to make", "from the north",
    "with its many people and places", "which everyone in the office has", "that arrived by post last week",
)  # fmt: skip


def make(seed: int, train: int, held_out: int, clauses: tuple[int, int] = (1, 3)) -> Parts[Labelled]:
    """Texts with label 1 where the opinion, all in all, is positive; no held-out text stands in the training part.

    From `clauses[0]` to `clauses[1]` clauses (of 4 to 8 words) stand between the word that turns the opinion round
    and the opinion. Neither word alone says anything about the label: a bag of words gets half right.
    """
    rng = np.random.default_rng([seed, 14])
    kept: dict[str, Labelled] = {}
    while len(kept) < train + held_out:
        row = _text(rng, clauses, turned=bool(rng.random() < 0.5), positive=bool(rng.random() < 0.5))
        kept.setdefault(row.text, row)
    rows = tuple(kept.values())
    return Parts(rows[:train], rows[train:])


def _text(rng: np.random.Generator, clauses: tuple[int, int], *, turned: bool, positive: bool) -> Labelled:
    count = int(rng.integers(clauses[0], clauses[1] + 1))
    order = rng.permutation(len(CLAUSES))[:count].tolist()
    between = " ".join(CLAUSES[index] for index in order)
    opinion = choose(rng, POSITIVE if positive else NEGATIVE)
    text = f"{choose(rng, OPENINGS)[turned]} the {choose(rng, NAMED)} {between} is {opinion} ."
    return Labelled(" ".join(text.split()), int(positive != turned))
