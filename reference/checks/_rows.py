"""Rows that are distributions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.plain import Plain
from harness.question import Check, CheckFailed, Exam
from reference.checks._items import Data, InputsOf, Items, ask

TOLERANCE = 1e-4
"""Room for float32: the sum of a soft-max over a thousand entries is off by some 1e-6."""


def rows_sum_to_one(
    method: str,
    inputs: InputsOf[Data],
    *,
    arguments: Sequence[Plain] = (),
    logarithms: bool = False,
    weight: float = 1.0,
    gate: bool = False,
    name: str = "rows_sum_to_one",
) -> Check[Data]:
    """The entries along the last axis are probabilities (or their natural logarithms) and sum to 1."""
    entries = "exponentials of the entries" if logarithms else "entries"

    def run(exam: Exam[Data]) -> str:
        items = Items.of(inputs(exam))
        answer = np.asarray(ask(exam.fitted(), method, items, arguments), np.float64)
        expect_distributions(np.exp(answer) if logarithms else answer, f"{method}(...)", items, entries)
        return f"{answer[..., 0].size} rows"

    return Check(name, run, f"In each row of `{method}` the {entries} are not negative and sum to 1.", weight, gate)


def expect_distributions(rows: np.ndarray, call: str, items: Items | None = None, entries: str = "entries") -> None:
    """Fail the check unless each row along the last axis of probabilities is a distribution."""
    least, total = rows.min(axis=-1), rows.sum(axis=-1, dtype=np.float64)
    negative, off = least < 0, ~(np.abs(total - 1) <= TOLERANCE)
    for wrong in (negative, off):
        if not wrong.any():
            continue
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        asked = f", the answer to {items.shown(place[0])}" if items is not None and place else ""
        came = (
            f"the least entry is {least[place]:.4g}, below 0"
            if wrong is negative
            else f"the {entries} sum to {total[place]:.6g}, and 1 was expected"
        )
        raise CheckFailed(
            f"{call}[{', '.join(map(str, place))}]{asked}: {came} (in {int(wrong.sum())} of {wrong.size} rows). "
            "Take the soft-max over the last axis."
        )
