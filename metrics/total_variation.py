"""Total variation between distributions, and how far a sample of one may stray from it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from harness.question import Score
from metrics.arguments import numbers, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature


def total_variation(*, predictions: ArrayLike, references: ArrayLike, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean over items of half the summed distance between two distributions, 0..1; lower is better.

    Both are [items, outcomes]: probabilities, or shares of drawn samples. Rows are compared as they are.
    """
    return total_variation_statistics(predictions=predictions, references=references).score(bootstrap)


def total_variation_statistics(*, predictions: ArrayLike, references: ArrayLike) -> ItemStatistics:
    """Each item's distance. ValueError for unequal shapes or a NaN."""
    of = "total_variation"
    predicted = numbers(predictions, of=of, name="predictions", dimensions=2)
    actual = numbers(references, of=of, name="references", dimensions=2)
    paired(of=of, predictions=list(predicted), references=list(actual))
    if predicted.shape != actual.shape:
        raise ValueError(f"{of}: predictions have {predicted.shape[1]} outcomes, references {actual.shape[1]}.")
    distances = np.abs(predicted - actual).sum(axis=1) / 2
    return mean_statistics(distances, metric=of, higher_is_better=False, signature=signature(of, "numpy"))


def sampling_bound(probabilities: Sequence[float], *, samples: int, error_rate: float) -> float:
    """The total variation that the shares of `samples` fair draws exceed with at most probability `error_rate`.

    Its expectation is at most half the sum of sqrt(p (1 - p) / n), as each share has that standard deviation; one draw
    changes it by at most 1 / n, so that it exceeds its expectation by sqrt(ln(1 / error_rate) / (2 n)) with at most
    that probability (McDiarmid, 1989). The bound holds for every n, and is some way above what is seen.
    """
    p = numbers(probabilities, of="sampling_bound", name="probabilities", dimensions=1)
    if samples < 1 or not 0 < error_rate < 1:
        raise ValueError("sampling_bound: samples must be at least 1 and error_rate between 0 and 1.")
    expected = float(np.sqrt(np.maximum(p * (1 - p), 0) / samples).sum()) / 2
    return min(1.0, expected + math.sqrt(math.log(1 / error_rate) / (2 * samples)))
