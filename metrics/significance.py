"""Is one submission better than another? Paired tests on the same items, from their per-item statistics.

Koehn, Statistical Significance Tests for Machine Translation Evaluation (2004); Riezler & Maxwell, On Some Pitfalls in
Automatic Evaluation and Significance Testing for MT (2005). Both tests are two-sided and never say 0: with B resamples
the least p is 1 / (B + 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.arguments import Floats
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics

_CELLS = 1 << 17
"""Swaps held at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much the first submission's value exceeds the second's, and how probable such a difference is by chance.

    Whether more is better, the metric says. `ci95` is of the difference; only the bootstrap has one.
    """

    metric: str
    difference: float
    p_value: float
    ci95: tuple[float, float] | None
    items: int
    signature: str


def paired_bootstrap(first: ItemStatistics, second: ItemStatistics, *, bootstrap: Bootstrap = DEFAULT) -> Comparison:
    """Resamples items, the same for both, and asks how often the difference strays as far from its mean as from 0."""
    _check(first, second)
    difference = first.value() - second.value()
    differences = first.replicates(bootstrap) - second.replicates(bootstrap)
    differences = differences[~np.isnan(differences)]
    spread = differences - differences.mean() if len(differences) else differences
    return Comparison(
        metric=first.metric,
        difference=difference,
        p_value=_p_value(spread, difference),
        ci95=bootstrap.interval(difference, differences)[0],
        items=first.items,
        signature=f"{first.signature}|test:paired-bootstrap|boot:{bootstrap.replicates}|seed:{bootstrap.seed}",
    )


def approximate_randomisation(
    first: ItemStatistics, second: ItemStatistics, *, trials: int = 10_000, seed: int = 0
) -> Comparison:
    """Swaps the two submissions' items at random, and asks how often the difference is as large as it is."""
    _check(first, second)
    difference = first.value() - second.value()
    random = np.random.default_rng(seed)
    block = max(1, _CELLS // first.items)
    both = (first.rows + second.rows).sum(axis=0)
    blocks = []
    for start in range(0, trials, block):
        swapped = random.integers(0, 2, size=(min(block, trials - start), first.items), dtype=np.int8)
        sums = swapped.astype(np.float64) @ (second.rows - first.rows) + first.rows.sum(axis=0)
        blocks.append(first.aggregate(sums) - second.aggregate(both - sums))
    differences = np.concatenate(blocks) if blocks else np.empty(0)
    return Comparison(
        metric=first.metric,
        difference=difference,
        p_value=_p_value(differences[~np.isnan(differences)], difference),
        ci95=None,
        items=first.items,
        signature=f"{first.signature}|test:approximate-randomisation|trials:{trials}|seed:{seed}",
    )


def _check(first: ItemStatistics, second: ItemStatistics) -> None:
    if first.signature != second.signature:
        raise ValueError(f"Not comparable: {first.signature} and {second.signature}.")
    if first.rows.shape != second.rows.shape:
        raise ValueError(f"Not the same items: {first.items} and {second.items}.")
    if not (np.isfinite(first.rows).all() and np.isfinite(second.rows).all()):
        raise ValueError(f"{first.metric}: an infinite loss has no difference to test.")


def _p_value(by_chance: Floats, difference: float) -> float:
    """The share of chance differences at least as large, the one seen counted among them; rounding makes no winner."""
    least = abs(difference) - 1e-9 * max(1.0, abs(difference))
    return float((np.abs(by_chance) >= least).sum() + 1) / (len(by_chance) + 1)
