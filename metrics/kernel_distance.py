"""Kernel distances between two sets of feature vectors: unbiased MMD, and KID, which is MMD with a cubic kernel.

Gretton et al., A Kernel Two-Sample Test (2012); Bińkowski et al., Demystifying MMD GANs (2018). Kernels of all pairs
are held at once: 8 (n + m)^2 bytes, 128 MB for two thousand vectors a side. Lower is better; unbiased, so that two sets
of one distribution come to 0 on average, and a little below it half of the time.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel

from harness.question import Score
from metrics.arguments import Floats, numbers
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.signature import signature

Kernel = Callable[[Floats, Floats], Floats]


def kid(*, generated: ArrayLike, references: ArrayLike, bootstrap: Bootstrap = DEFAULT) -> Score:
    """Squared MMD with kernel (x . y / D + 1)^3 between features [N, D] and [M, D], over all pairs (no subsets)."""
    return _distance("kid", _cubic, generated, references, bootstrap, signature("kid", "scikit-learn", degree=3))


def mmd(*, generated: ArrayLike, references: ArrayLike, bandwidth: float, bootstrap: Bootstrap = DEFAULT) -> Score:
    """Squared MMD with kernel exp(-|x - y|^2 / (2 bandwidth^2)) between features [N, D] and [M, D].

    The bandwidth must come from the references alone (`median_distance`): one that depends on what is scored moves
    with it.
    """
    if not bandwidth > 0:
        raise ValueError("mmd: bandwidth must be positive.")

    def gaussian(one: Floats, other: Floats) -> Floats:
        values: Floats = rbf_kernel(one, other, gamma=1 / (2 * bandwidth**2))
        return values

    name = signature("mmd", "scikit-learn", kernel="rbf", bandwidth=round(bandwidth, 6))
    return _distance("mmd", gaussian, generated, references, bootstrap, name)


def median_distance(features: ArrayLike) -> float:
    """The median Euclidean distance between two different vectors of [N, D], a usual bandwidth."""
    rows = numbers(features, of="median_distance", name="features", dimensions=2)
    if len(rows) < 2:
        raise ValueError("median_distance: needs at least two vectors.")
    squares = (rows**2).sum(axis=1)
    distances = squares[:, None] + squares - 2 * rows @ rows.T
    return float(np.sqrt(np.median(np.maximum(distances[np.triu_indices(len(rows), 1)], 0))))


def _cubic(one: Floats, other: Floats) -> Floats:
    values: Floats = polynomial_kernel(one, other, degree=3, gamma=1 / one.shape[1], coef0=1)
    return values


def _distance(
    metric: str, kernel: Kernel, generated: ArrayLike, references: ArrayLike, bootstrap: Bootstrap, name: str
) -> Score:
    ours = numbers(generated, of=metric, name="generated", dimensions=2)
    theirs = numbers(references, of=metric, name="references", dimensions=2)
    if min(len(ours), len(theirs)) < 2 or ours.shape[1] != theirs.shape[1]:
        raise ValueError(f"{metric}: needs two vectors of equal length or more on each side.")
    if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        raise ValueError(f"{metric}: features must be finite.")
    within, beside, across = kernel(ours, ours), kernel(theirs, theirs), kernel(ours, theirs)

    def distances(drawn: Floats, drawn_theirs: Floats) -> Floats:
        cross = ((drawn @ across) * drawn_theirs).sum(axis=1) / (len(ours) * len(theirs))
        values: Floats = _mean_of_pairs(within, drawn) + _mean_of_pairs(beside, drawn_theirs) - 2 * cross
        return values

    value = float(distances(np.ones((1, len(ours))), np.ones((1, len(theirs))))[0])
    seeds = np.random.SeedSequence(bootstrap.seed).generate_state(2)  # the two sides are resampled independently
    draws = [
        np.concatenate(list(Bootstrap(bootstrap.replicates, int(seed)).weights(size)) or [np.empty((0, size))])
        for seed, size in zip(seeds, (len(ours), len(theirs)), strict=True)
    ]
    ci95, standard_error = bootstrap.interval(value, distances(*draws))
    return Score(
        metric=metric,
        value=value,
        higher_is_better=False,
        ci95=ci95,
        standard_error=standard_error,
        items=len(ours),
        signature=f"{name}|references:{len(theirs)}|boot:{bootstrap.replicates}|seed:{bootstrap.seed}",
    )


def _mean_of_pairs(kernel: Floats, drawn: Floats) -> Floats:
    """The mean kernel of two different vectors under each row of weights.

    A vector drawn twice is no pair with itself: that would pull every replicate away from the unbiased value.
    """
    total = ((drawn @ kernel) * drawn).sum(axis=1) - drawn**2 @ np.diag(kernel)
    pairs = drawn.sum(axis=1) ** 2 - (drawn**2).sum(axis=1)
    values: Floats = np.full(len(drawn), np.nan)
    np.divide(total, pairs, out=values, where=pairs > 0)
    return values
