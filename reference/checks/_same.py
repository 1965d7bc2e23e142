"""What must be the same again, and what a seed must change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from harness.plain import Plain
from harness.question import Check, CheckFailed, Exam, Session, expect
from reference.checks._difference import first_difference
from reference.checks._items import Data, InputsOf, Items, ask

TWICE = 1e-4
SEED = 1e-3

Setup = Callable[[Session, Data], None] | None


def same_twice(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    weight: float = 1.0,
    name: str = "same_twice",
) -> Check[Data]:
    """The same items get the same answers again, with a call about others in between."""

    def run(exam: Exam[Data]) -> None:
        items = Items.of(inputs(exam))
        session = exam.fitted()
        first = ask(session, method, items, arguments)
        backwards = range(len(items) - 1, -1, -1)
        ask(session, method, items.take(backwards[: max(1, len(items) // 2)]), arguments)
        difference = first_difference(first, ask(session, method, items, arguments), TWICE)
        if difference is not None:
            raise CheckFailed(
                f"{method}(...){difference.path} of the same {len(items)} items: "
                f"{difference.said('the first time', 'after another call')}. Switch to evaluation mode (dropout and "
                "batch normalisation), draw nothing by chance, and keep no state from one call to the next.",
            )

    return Check(name, run, f"`{method}` gives the same answers when asked twice.", weight)


def seed_repeats(
    setup: Setup[Data],
    method: str,
    inputs: InputsOf[Data] | None = None,
    *,
    arguments: Sequence[Plain] = (),
    weight: float = 1.0,
    name: str = "seed_repeats",
) -> Check[Data]:
    """Two sessions with the same seed and the same small training give the same answers, within 1e-3.

    `setup` is that training, None where there is nothing to train; `inputs` is None for a method that takes the
    `arguments` alone.
    """

    asked = _Asked(setup, method, inputs, tuple(arguments))

    def run(exam: Exam[Data]) -> None:
        seed = exam.seed + 11
        difference = first_difference(asked.answer(exam, seed), asked.answer(exam, seed, again=True), SEED)
        if difference is not None:
            raise CheckFailed(
                f"{asked.told(seed)}, then {method}(...){difference.path}, in two sessions: "
                f"{difference.said('in the first', 'in the second')}. Seed everything that is left to chance from "
                "`seed`: weights, the order of the training data, dropout, draws."
            )

    training = " and the same training" if setup is not None else ""
    return Check(name, run, f"Two sessions with the same seed{training} give the same answers of `{method}`.", weight)


def seed_matters(
    setup: Setup[Data],
    method: str,
    inputs: InputsOf[Data] | None = None,
    *,
    arguments: Sequence[Plain] = (),
    weight: float = 1.0,
    name: str = "seed_matters",
) -> Check[Data]:
    """Another seed gives other answers. Parameters as for `seed_repeats`, whose first session serves here too."""

    asked = _Asked(setup, method, inputs, tuple(arguments))

    def run(exam: Exam[Data]) -> None:
        seed, another = exam.seed + 11, exam.seed + 12
        expect(
            first_difference(asked.answer(exam, seed), asked.answer(exam, another), SEED) is not None,
            f"{asked.told(seed)} and {asked.told(another)}: {method}(...) gives the same answers in both sessions. "
            "What is left to chance must follow the seed that the constructor is given, not one of your own.",
        )

    return Check(name, run, f"Another seed gives other answers of `{method}`.", weight)


@dataclass(frozen=True, slots=True)
class _Asked(Generic[Data]):
    """One call in a session of its own, after a small training."""

    setup: Setup[Data]
    method: str
    inputs: InputsOf[Data] | None
    arguments: tuple[Plain, ...]

    def told(self, seed: int) -> str:
        """The session in words."""
        return f"Solution(seed={seed}, ...)" + (" and a small training" if self.setup is not None else "")

    def answer(self, exam: Exam[Data], seed: int, *, again: bool = False) -> Plain:
        """The answer; the same session serves several checks, except where one of the same seed is wanted `again`."""
        parts = [getattr(part, "__qualname__", part) for part in (self.setup, self.inputs)]
        key = f"seed {seed}{' again' if again else ''}: {parts}, {self.method}, {self.arguments!r}"
        return exam.memo(key, lambda: self._make(exam, seed))

    def _make(self, exam: Exam[Data], seed: int) -> Plain:
        setup = self.setup
        with exam.session(None if setup is None else lambda session: setup(session, exam.data), seed=seed) as session:
            if self.inputs is None:
                return session.call(self.method, *self.arguments)
            return ask(session, self.method, Items.of(self.inputs(exam)), self.arguments)
