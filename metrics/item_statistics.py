"""Per-item sufficient statistics: what a metric keeps of each test item, enough for the value over any set of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from harness.question import Score
from metrics.arguments import Floats
from metrics.bootstrap import DEFAULT, Bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatistics:
    """A metric over items: `rows` [items, K], and `aggregate` from sums of rows [R, K] to values [R].

    `aggregate` gives NaN for a resample where the metric is undefined. The signature lacks the bootstrap's options,
    which `score` adds.
    """

    metric: str
    higher_is_better: bool
    rows: Floats
    aggregate: Callable[[Floats], Floats]
    signature: str

    @property
    def items(self) -> int:
        """How many test items there are."""
        return len(self.rows)

    def value(self) -> float:
        """The metric over all items. Raises ValueError where it is undefined."""
        value = float(self.aggregate(self.rows.sum(axis=0, keepdims=True))[0])
        if np.isnan(value):
            raise ValueError(f"{self.metric} is undefined over these items.")
        return value

    def replicates(self, bootstrap: Bootstrap = DEFAULT) -> Floats:
        """The metric over each resample of the items, [replicates]."""
        if not np.isfinite(self.rows).all():
            return np.full(bootstrap.replicates, np.nan)
        blocks = [self.aggregate(weights @ self.rows) for weights in bootstrap.weights(self.items)]
        return np.concatenate(blocks) if blocks else np.empty(0)

    def score(self, bootstrap: Bootstrap = DEFAULT) -> Score:
        """The value with its interval. A single item has none: resampling it says nothing about others."""
        value = self.value()
        replicates = self.replicates(bootstrap) if self.items > 1 else np.empty(0)
        ci95, standard_error = bootstrap.interval(value, replicates)
        return Score(
            metric=self.metric,
            value=value,
            higher_is_better=self.higher_is_better,
            ci95=ci95,
            standard_error=standard_error,
            items=self.items,
            signature=f"{self.signature}|boot:{bootstrap.replicates}|seed:{bootstrap.seed}",
        )


def ratio(sums: Floats) -> Floats:
    """First column over second, NaN where the second is 0: the aggregate of every mean and every rate."""
    values: Floats = np.full(len(sums), np.nan)
    np.divide(sums[:, 0], sums[:, 1], out=values, where=sums[:, 1] != 0)
    return values


def mean_statistics(values: Floats, *, metric: str, higher_is_better: bool, signature: str) -> ItemStatistics:
    """The statistics of a metric that is a mean over items of `values` [items]."""
    rows = np.column_stack((values, np.ones(len(values))))
    return ItemStatistics(
        metric=metric, higher_is_better=higher_is_better, rows=rows, aggregate=ratio, signature=signature
    )
