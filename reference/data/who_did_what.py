"""Sentences whose class lies in the order of their words alone: question 13 (see `made_classes.md`)."""

from __future__ import annotations

import hashlib

import numpy as np

from reference.data.drawing import choose
from reference.data.labelled import Labelled
from reference.data.parts import Parts

CLASSES = 4
HELD_OUT = 0.25
"""The share of pairs of a person and an animal that meet in held-out sentences only."""

PEOPLE = (
    "baker",
    "boy",
    "doctor",
    "driver",
    "farmer",
    "girl",
    "nurse",
    "painter",
    "pilot",
    "sailor",
    "singer",
    "waiter",
)
ANIMALS = ("bear", "bird", "cat", "cow", "dog", "donkey", "fox", "goat", "horse", "lion", "pig", "wolf")
HARM = ("attacked", "chased", "frightened", "hunted", "kicked", "pushed", "robbed", "trapped")
CARE = ("carried", "cleaned", "guarded", "healed", "helped", "rescued", "trusted", "warmed")
ADVERBS = ("", "", "quite", "really", "openly", "quickly", "simply", "gladly")
ASIDES = (
    "in the old village by the sea", "as everybody in our street remembers", "one cold morning in spring",
    "while the others were at the market", "according to the local paper", "so the story goes", "year after year",
    "near the bridge", "when it rained", "at least until winter came", "before the lights went out",
)  # fmt: skip


def make(seed: int, train: int, held_out: int) -> Parts[Labelled]:
    """Distinct sentences; another seed holds other pairs of a person and an animal out.

    The label is 2 if an animal acts (0 if a person does), plus 1 if the harm was done (and not the care). Each class
    is as likely as another whatever words a sentence has, so a bag of words gets a quarter right.
    """
    return Parts(_draw(seed, train, held=False), _draw(seed, held_out, held=True))


def same_words(seed: int, count: int) -> list[tuple[Labelled, ...]]:
    """Groups of four sentences of the same words, one of each class."""
    rng = np.random.default_rng([seed, 131])
    picks = [_pick(rng) for _ in range(count)]
    return [tuple(_sentence(words, label) for label in range(CLASSES)) for words in picks]


def _draw(seed: int, count: int, *, held: bool) -> tuple[Labelled, ...]:
    rng = np.random.default_rng([seed, 13, held])
    kept: dict[str, Labelled] = {}
    while len(kept) < count:
        words = _pick(rng)
        digest = hashlib.sha256(f"{seed}/{words['person']}/{words['animal']}".encode()).digest()
        if (int.from_bytes(digest[:8], "big") < HELD_OUT * 2**64) == held:
            row = _sentence(words, int(rng.integers(CLASSES)))
            kept.setdefault(row.text, row)
    return tuple(kept.values())


def _pick(rng: np.random.Generator) -> dict[str, str]:
    """The words of a sentence and its frame, which say nothing of its class."""
    return {
        "person": choose(rng, PEOPLE),
        "animal": choose(rng, ANIMALS),
        "harm": choose(rng, HARM),
        "care": choose(rng, CARE),
        "adverb": choose(rng, ADVERBS),
        "before": choose(rng, ASIDES) if rng.random() < 0.5 else "",
        "after": choose(rng, ASIDES) if rng.random() < 0.5 else "",
        "voice": choose(rng, ("active", "passive")),
        "first": choose(rng, ("harm", "care")),
    }


def _sentence(words: dict[str, str], label: int) -> Labelled:
    """Two verbs, one of them with "never" and one with "always"; either one of them stands first."""
    actor, other = (words["animal"], words["person"]) if label >= 2 else (words["person"], words["animal"])
    second = "care" if words["first"] == "harm" else "harm"
    often = {"harm": "always", "care": "never"} if label % 2 else {"harm": "never", "care": "always"}
    one = f"{often[words['first']]} {words['adverb']} {words[words['first']]}"
    two = f"{often[second]} {words[second]}"
    if words["voice"] == "active":
        told = f"the {actor} {one} and {two} the {other}"
    else:
        told = f"the {other} was {one} and {two} by the {actor}"
    return Labelled(" ".join(f"{words['before']} {told} {words['after']} .".split()), label)
