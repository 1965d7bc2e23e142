"""Sentences with people, organisations and places, made by a grammar: question 9 (see `entities.md`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from reference.data.drawing import choose
from reference.data.entity_templates import NAME_ORNAMENTS, OPENINGS, ORNAMENTS, PLAIN, TEMPLATES, WORDS
from reference.data.names import Names, Part
from reference.data.parts import Parts

Label = Literal["PER", "ORG", "LOC"]

_LABELS: dict[str, Label] = {
    "person": "PER",
    "surname": "PER",
    "first_name": "PER",
    "organisation": "ORG",
    "place": "LOC",
}
_HELD_OUT_TEMPLATES = 0.25
_SLOT = re.compile(r"\{(\w+)\}")


class Entity(NamedTuple):
    """A name in a text: `text[start:end]`, in Unicode code points."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class EntityText:
    """A text and the names in it, in their order; they neither overlap nor begin or end in white space."""

    text: str
    entities: tuple[Entity, ...]
    templates: tuple[str, ...] = ()
    """What it was made from."""


def make(seed: int, train: int, held_out: int) -> Parts[EntityText]:
    """Texts for training and held-out ones; under another seed other names and templates are held out.

    No word of a held-out name stands in a training name, and no held-out text shares a template with a training
    text. One text in ten has no name.
    """
    order = np.random.default_rng([seed, 9]).permutation(len(TEMPLATES))
    cut = round(_HELD_OUT_TEMPLATES * len(TEMPLATES))
    templates = [[TEMPLATES[index] for index in half] for half in (order[cut:], order[:cut])]
    return Parts(_draw(seed, "train", train, templates[0]), _draw(seed, "held_out", held_out, templates[1]))


def _draw(seed: int, part: Part, count: int, templates: Sequence[str]) -> tuple[EntityText, ...]:
    rng = np.random.default_rng([seed, 9, part == "held_out"])
    names = Names(seed, part, rng)
    kept: dict[str, EntityText] = {}
    while len(kept) < count:
        made = _text(names, rng, templates)
        kept.setdefault(made.text, made)
    return tuple(kept.values())


def _text(names: Names, rng: np.random.Generator, templates: Sequence[str]) -> EntityText:
    """One sentence, sometimes two, with an opening or ornaments here and there."""
    if rng.random() < 0.1:
        chosen = [choose(rng, PLAIN)]
    else:
        chosen = [choose(rng, templates) for _ in range(1 + int(rng.random() < 0.25))]
    writer = _Writer(names, rng)
    before, after = choose(rng, ORNAMENTS) if rng.random() < 0.15 else ("", "")
    writer.add(before)
    for index, template in enumerate(chosen):
        writer.add(" " if index else "")
        if rng.random() < 0.15 and template.startswith("{"):
            writer.fill(choose(rng, OPENINGS))
        writer.fill(template)
    writer.add(after)
    return EntityText(writer.text, tuple(writer.entities), tuple(chosen))


class _Writer:
    """Writes a text from left to right and notes where its names are."""

    def __init__(self, names: Names, rng: np.random.Generator) -> None:
        self.text = ""
        self.entities: list[Entity] = []
        self._names, self._rng = names, rng

    def add(self, words: str) -> None:
        self.text += words

    def fill(self, template: str) -> None:
        place = 0
        for slot in _SLOT.finditer(template):
            self.add(template[place : slot.start()])
            place = slot.end()
            if slot[1] in _LABELS:
                self._add_name(slot[1])
            else:
                self.add(self._word(slot[1]))
        self.add(template[place:])

    def _add_name(self, kind: str) -> None:
        before, after = choose(self._rng, NAME_ORNAMENTS) if self._rng.random() < 0.05 else ("", "")
        name: str = getattr(self._names, kind)()
        self.add(before)
        self.entities.append(Entity(len(self.text), len(self.text) + len(name), _LABELS[kind]))
        self.add(name + after)

    def _word(self, slot: str) -> str:
        if slot == "number":
            return str(self._rng.integers(2, 60))
        if slot == "year":
            return str(self._rng.integers(1950, 2020))
        return choose(self._rng, WORDS[slot])
