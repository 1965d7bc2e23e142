"""Made-up things to ask about: one sentence that tells of an event, and a question that it answers.

They are told and asked in the ways of the data set (`reference/data/qa.md`), with names of its training part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reference.data.drawing import choose
from reference.data.names import Names
from reference.data.qa_templates import DAYS, EVENTS, FILLERS, OBJECT_ADJECTIVES, OBJECT_NOUNS, EventKind

PLAIN = ("number", "day")
"""What is asked for where only the reading is on trial: a context of one number or day leaves no doubt about it."""


@dataclass(frozen=True, slots=True)
class Story:
    """A question, its context, and where in it the answer stands."""

    question: str
    context: str
    start: int
    end: int

    @property
    def answer(self) -> str:
        """The words of the answer."""
        return self.context[self.start : self.end]

    def after(self, words: str) -> Story:
        """The same with these words in front of the context."""
        return replace(self, context=words + self.context, start=self.start + len(words), end=self.end + len(words))

    def before(self, words: str) -> Story:
        """The same with these words behind the context."""
        return replace(self, context=self.context + words)

    def within(self, left: str, right: str) -> Story:
        """The same with signs right beside the answer."""
        start, end = self.start + len(left), self.end + len(left)
        context = f"{self.context[: self.start]}{left}{self.answer}{right}{self.context[self.end :]}"
        return replace(self, context=context, start=start, end=end)


class Teller:
    """Draws stories of one sentence; `seed` is the exam's, so that no name is that of a held-out item."""

    def __init__(self, seed: int, rng: np.random.Generator) -> None:
        self.rng = rng
        self.names = Names(seed, "train", rng)

    def tell(self, *slots: str) -> Story:
        """One event, asked about for one of these slots (person, place, number, day, ...)."""
        return self.told(*self._about(slots))

    def told(self, kind: EventKind, slot: str) -> Story:
        """An event of this kind, asked about for this slot."""
        values = self._values()
        statement = choose(self.rng, kind.statements)
        start = len(statement.partition(f"{{{slot}}}")[0].format(**values))
        question = choose(self.rng, kind.questions[slot]).format(**values)
        return Story(question, statement.format(**values), start, start + len(values[slot]))

    def telling(self, *slots: str) -> Story:
        """A story whose question tells of another event of its kind first: names that are no answer."""
        kind, slot = self._about(slots)
        story, other = self.told(kind, slot), self.told(kind, slot)
        return replace(story, question=f"{other.context} {story.question}")

    def fillers(self, words: int) -> str:
        """Sentences of the data set that tell nothing, at least so many words of them, and a blank."""
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < words:
            sentences.append(choose(self.rng, FILLERS))
        return "".join(f"{sentence} " for sentence in sentences)

    def _about(self, slots: Sequence[str]) -> tuple[EventKind, str]:
        kind = choose(self.rng, [kind for kind in EVENTS if set(slots) & set(kind.questions)])
        return kind, choose(self.rng, [slot for slot in slots if slot in kind.questions])

    def _values(self) -> dict[str, str]:
        draw: dict[str, Callable[[], str]] = {
            "person": self.names.full_name,
            "person2": self.names.full_name,
            "organisation": self.names.organisation,
            "place": self.names.place,
            "place2": self.names.place,
            "object": lambda: f"{choose(self.rng, OBJECT_ADJECTIVES)} {choose(self.rng, OBJECT_NOUNS)}",
            "day": lambda: choose(self.rng, DAYS),
            "number": lambda: str(self.rng.integers(13, 400)),
        }
        return {slot: fill() for slot, fill in draw.items()}
