"""No row may know what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from harness.plain import Plain
from harness.question import Check, CheckFailed, Exam
from reference.checks._difference import first_difference
from reference.checks._items import Data, Items, ask

TOLERANCE = 1e-4
ROUNDS = 2
"""Calls with changed sequences; in each, every sequence is changed from another place on."""

Change = Callable[[np.ndarray, int, np.random.Generator], np.ndarray]


def causal(
    method: str,
    batch: Callable[[Exam[Data]], np.ndarray],
    change: Change,
    *,
    arguments: Sequence[Plain] = (),
    own_place: bool = False,
    weight: float = 1.0,
    gate: bool = False,
    name: str = "causal",
) -> Check[Data]:
    """Changing sequences from place t on changes no row up to t.

    `batch` gives sequences [B, T, ...], which no message shows; `change(sequences, t, rng)` gives a copy with
    other entries at t, t + 1, ... Answers are arrays [B, T, ...]. Row t may see place t itself where `own_place` is
    set (`log_probs`, whose row t predicts token t + 1), and then only the rows before t must stay.
    """

    def run(exam: Exam[Data]) -> str:
        sequences = batch(exam)
        rng = exam.rng(f"causality of {method}")
        session = exam.fitted()
        rows = np.asarray(ask(session, method, Items.of(sequences), arguments))
        looked_at = []
        for number in range(ROUNDS):
            places = _places(len(sequences), sequences.shape[1], number, rng)
            changed = np.concatenate(
                [change(sequences[one : one + 1], place, rng) for one, place in enumerate(places)]
            ).astype(sequences.dtype)
            came = np.asarray(ask(session, method, Items.of(changed), arguments))
            for one, place in enumerate(places):
                stay = place if own_place else place + 1
                difference = first_difference(rows[one, :stay], came[one, :stay], TOLERANCE)
                if difference is not None:
                    again = np.asarray(ask(session, method, Items.of(sequences), arguments))
                    same = first_difference(rows, again, TOLERANCE) is None
                    row = int(difference.path.strip("[]").split(",")[0])
                    said = difference.said("before", "after")
                    raise CheckFailed(_message(method, place, row, stay - 1, said, same))
            looked_at += places
        return f"changed from {len(set(looked_at))} different places on"

    last = "t - 1" if own_place else "t"
    sentence = f"`{method}` does not look ahead: changing a sequence from place t on changes no row up to {last}."
    return Check(name, run, sentence, weight, gate)


def _message(method: str, place: int, row: int, last: int, said: str, same: bool) -> str:
    told = (
        f"{method}(...): of a sequence, the entries from t = {place} on were changed, and row {row} changed with them "
        f"(rows up to {last} must stay): {said}. "
    )
    if not same:
        return told + "But the same sequences asked about twice give other rows too: mend that first (`same_twice`)."
    if row == last:
        return told + "Only what lies before may reach a row: is the input shifted by one place?"
    return told + (
        "Pad convolutions on the left alone, mask attention to what comes later, and compute no mean or peak over the "
        "whole sequence."
    )


def _places(count: int, length: int, number: int, rng: np.random.Generator) -> list[int]:
    """A place for each sequence: the second one, the last one, others by lot, and in the first round once the first."""
    fixed = [1, length - 1] + ([0] if number == 0 else [])
    drawn = rng.integers(1, max(2, length), size=count).tolist()
    places = ([place for place in fixed if 0 <= place < length] + drawn)[:count]
    return [places[index] for index in rng.permutation(count).tolist()]
