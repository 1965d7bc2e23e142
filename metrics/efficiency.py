"""What an answer costs against what the reference costs, from measurements taken side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.question import Score
from metrics.arguments import numbers, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, ratio
from metrics.signature import signature


def time_ratio(
    *, seconds: Sequence[float], reference_seconds: Sequence[float], bootstrap: Bootstrap = DEFAULT
) -> Score:
    """All seconds of the answer over all of the reference's; lower is better, 2 is twice as slow.

    Measurement i of both is of the same work, one straight after the other: machines differ, and so do their minutes.
    """
    return cost_statistics("time_ratio", costs=seconds, reference_costs=reference_seconds).score(bootstrap)


def memory_ratio(
    *, peak_bytes: Sequence[float], reference_peak_bytes: Sequence[float], bootstrap: Bootstrap = DEFAULT
) -> Score:
    """All peak bytes of the answer's sessions over all of the reference's; lower is better."""
    return cost_statistics("memory_ratio", costs=peak_bytes, reference_costs=reference_peak_bytes).score(bootstrap)


def cost_statistics(metric: str, *, costs: Sequence[float], reference_costs: Sequence[float]) -> ItemStatistics:
    """Both costs of each measurement. ValueError for a negative cost, or a reference's that is 0."""
    paired(of=metric, costs=costs, reference_costs=reference_costs)
    ours = numbers(costs, of=metric, name="costs", dimensions=1)
    theirs = numbers(reference_costs, of=metric, name="reference_costs", dimensions=1)
    if (ours < 0).any() or (theirs <= 0).any():
        raise ValueError(f"{metric}: costs must not be negative, the reference's positive.")
    return ItemStatistics(
        metric=metric,
        higher_is_better=False,
        rows=np.column_stack((ours, theirs)),
        aggregate=ratio,
        signature=signature(metric, "numpy"),
    )
