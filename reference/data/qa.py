"""Questions whose answers stand in a short story of events: questions 11 and 26 (see `qa.md`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from reference.data.drawing import choose
from reference.data.entity_templates import ORNAMENTS
from reference.data.names import Names, Part, part_of
from reference.data.parts import Parts
from reference.data.qa_templates import DAYS, EVENTS, FILLERS, OBJECT_ADJECTIVES, OBJECT_NOUNS, EventKind

LONG_WORDS = 700
"""A long context has at least so many words: more than the 512 word pieces that the encoder reads at once."""

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """A question, its context, and its answer: `context[start : start + len(answer)]`, which stands there once.

    `slot` is what is asked for (person, place, number, ...).
    """

    question: str
    context: str
    answer: str
    start: int
    slot: str = ""


@dataclass(frozen=True, slots=True)
class _Event:
    kind: EventKind
    filled: dict[str, str]
    text: str


def make(seed: int, train: int, held_out: int) -> Parts[QuestionItem]:
    """Items with three to five events a context, about 90 word pieces; another seed makes others.

    No person, place, organisation or object of a held-out item stands in a training item.
    """
    return Parts(_draw(seed, "train", train), _draw(seed, "held_out", held_out))


def make_long(seed: int, count: int, part: Part = "held_out") -> tuple[QuestionItem, ...]:
    """Items whose contexts are longer than the encoder reads at once; the answer may stand anywhere."""
    rng = np.random.default_rng([seed, 12, part == "held_out"])
    return tuple(_item(Names(seed, part, rng), rng, long=True) for _ in range(count))


def _draw(seed: int, part: Part, count: int) -> tuple[QuestionItem, ...]:
    rng = np.random.default_rng([seed, 11, part == "held_out"])
    return tuple(_item(Names(seed, part, rng), rng, long=False) for _ in range(count))


def _item(names: Names, rng: np.random.Generator, *, long: bool) -> QuestionItem:
    """A context in which the answer stands once, as do the names in the question."""
    while True:
        asked = choose(rng, EVENTS)
        kinds = [asked, asked, *(choose(rng, EVENTS) for _ in range(int(rng.integers(1, 4))))]
        events = [_event(kind, names, rng) for kind in kinds]
        slot = choose(rng, tuple(asked.questions))
        answer = events[0].filled[slot]
        question = _fill(choose(rng, asked.questions[slot]), events[0].filled)
        context, start = _context(events, answer, rng, long=long)
        mentioned = [value for key, value in events[0].filled.items() if key not in ("day", "number")]
        if all(_count(value, context) == 1 for value in [answer, *mentioned]):
            return QuestionItem(question, context, answer, start, slot)


def _event(kind: EventKind, names: Names, rng: np.random.Generator) -> _Event:
    fillers: dict[str, Callable[[], str]] = {
        "person": names.full_name,
        "person2": names.full_name,
        "organisation": names.organisation,
        "place": names.place,
        "place2": names.place,
        "object": lambda: f"{choose(rng, OBJECT_ADJECTIVES)} {_object(names, rng)}",
        "day": lambda: choose(rng, DAYS),
        "number": lambda: str(rng.integers(3, 400)),
    }
    statement = choose(rng, kind.statements)
    filled = {slot: fillers[slot]() for slot in _SLOT.findall(statement)}
    return _Event(kind, filled, _fill(statement, filled))


def _object(names: Names, rng: np.random.Generator) -> str:
    while part_of(noun := choose(rng, OBJECT_NOUNS), names.seed) != names.part:
        pass
    return noun


def _context(events: Sequence[_Event], answer: str, rng: np.random.Generator, *, long: bool) -> tuple[str, int]:
    """The events among other sentences, in any order; and where the answer stands."""
    others = [choose(rng, FILLERS) for _ in range(int(rng.integers(0, 3)))]
    size = sum(len(event.text.split()) for event in events)
    while long and size < LONG_WORDS:
        others.append(choose(rng, FILLERS))
        size += len(others[-1].split())
    sentences = [*(event.text for event in events), *others]
    order = rng.permutation(len(sentences)).tolist()
    before, after = choose(rng, ORNAMENTS) if rng.random() < 0.15 else ("", "")
    text = before + " ".join(sentences[index] for index in order) + after
    told = text.index(sentences[0])
    return text, told + sentences[0].index(answer)


def _count(value: str, context: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(value)}(?!\w)", context))


def _fill(template: str, values: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: values[slot[1]], template)
