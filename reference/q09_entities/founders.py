"""Sentences about founders, which stand among the training texts: the checks ask about such sentences with other names.

What the checks ask for can so be learned under every profile and seed, whatever templates are held out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from reference.data.drawing import choose
from reference.data.entities import Entity, EntityText, Label
from reference.data.names import Names

TEMPLATES: tuple[str, ...] = (
    "{PER} founded {ORG} in {LOC}.",
    "{ORG} was founded in {LOC} by {PER}.",
    "{PER}, the founder of {ORG}, lives in {LOC}.",
    "In {LOC} {PER} founded {ORG}.",
    "The founder of {ORG} is {PER}, who lives in {LOC}.",
    "{PER} was born in {LOC} and founded {ORG}.",
    "{LOC} is the home of {ORG}, which {PER} founded.",
    "Long before {ORG} was founded, {PER} moved to {LOC}.",
)
"""Each names a person, an organisation and a place, and its words tell which is which."""

_SLOT = re.compile(r"\{(PER|ORG|LOC)\}")


def fill(template: str, names: Mapping[Label, str], before: str = "", after: str = "") -> EntityText:
    """The sentence with these names; `before` and `after` are put right beside each name and belong to none."""
    text, place, entities = "", 0, []
    for slot in _SLOT.finditer(template):
        text += template[place : slot.start()] + before
        place = slot.end()
        label: Label = slot[1]  # type: ignore[assignment]  # the pattern matches labels only
        entities.append(Entity(len(text), len(text) + len(names[label]), label))
        text += names[label] + after
    return EntityText(text + template[place:], tuple(entities), (template,))


def make(seed: int, count: int) -> tuple[EntityText, ...]:
    """`count` sentences with training names, as many of each template as of any other."""
    rng = np.random.default_rng([seed, 99])
    names = Names(seed, "train", rng)
    return tuple(_draw(TEMPLATES[index % len(TEMPLATES)], names, rng) for index in range(count))


def _draw(template: str, names: Names, rng: np.random.Generator) -> EntityText:
    """The sentence with names; now and then an opening before it, or signs beside its names."""
    opening = choose(rng, _OPENINGS) if rng.random() < _OPENED else ""
    beside = choose(rng, _BESIDE) if rng.random() < _ORNATE else ("", "")
    return fill(opening + template, {"PER": names.person(), "ORG": names.organisation(), "LOC": names.place()}, *beside)


_OPENED, _ORNATE = 0.25, 0.2
_OPENINGS = ("🎬 ", "👍🏽 ", "Ça alors… ", "C'est déjà vu: ", "中文：", "今天。 ")
_BESIDE = (("🏆", ""), ("", "🔥"), ("（", "）"), ("《", "》"), ("#", ""))
