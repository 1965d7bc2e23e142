"""No items, no answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from harness.plain import Plain
from harness.question import Check, Exam
from reference.checks._items import Inputs, Items, ask


def empty_list(
    method: str,
    inputs: Inputs | None = None,
    *,
    arguments: Sequence[Plain] = (),
    weight: float = 1.0,
    name: str = "empty_list",
) -> Check[Any]:
    """No items get no answers. `inputs` are the columns where they are not one list: `([], [])`, a [0, T] array."""
    items = Items.of([] if inputs is None else inputs)
    if len(items):
        raise ValueError(f"{len(items)} items are no empty list")
    shown = [f"an array {list(one.shape)}" if isinstance(one, np.ndarray) else "[]" for one in items.columns]
    call = f"{method}({', '.join([*shown, *map(repr, arguments)])})"

    def run(exam: Exam[Any]) -> None:
        ask(exam.fitted(), method, items, arguments, asked=call)

    return Check(name, run, f"`{call}` gives no answers: nothing was asked, and nothing is wrong with that.", weight)
