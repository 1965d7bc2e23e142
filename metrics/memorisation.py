"""Does a generator return its training data? Distances to the nearest training item, against what unseen items have."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics import pairwise_distances_argmin

from harness.question import Score
from metrics.arguments import Floats, numbers
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import mean_statistics
from metrics.signature import signature


def memorisation_distance(
    *, generated: ArrayLike, training: ArrayLike, held_out: ArrayLike, bootstrap: Bootstrap = DEFAULT
) -> Score:
    """The mean distance of generated items to their nearest training item, divided by that of held-out items.

    0 for copies, about 1 for new items of the same distribution; more is not better quality, only less copying. All
    are [items, features], flattened images for example; the distance is Euclidean.
    """
    unseen = float(nearest_distances(held_out, training).mean())
    if unseen == 0:
        raise ValueError("memorisation_distance: the held-out items are training items.")
    return mean_statistics(
        nearest_distances(generated, training) / unseen,
        metric="memorisation_distance",
        higher_is_better=True,
        signature=signature("memorisation_distance", "scikit-learn", distance="l2"),
    ).score(bootstrap)


def copied_share(
    *,
    generated: ArrayLike,
    training: ArrayLike,
    held_out: ArrayLike,
    level: float = 0.01,
    bootstrap: Bootstrap = DEFAULT,
) -> Score:
    """The share of generated items that are nearer to a training item than all but `level` of the held-out items are.

    About `level` for new items of the same distribution, 1 for copies, noise added or not as long as it is smaller
    than the distance between items. Lower is better.
    """
    threshold = float(np.quantile(nearest_distances(held_out, training), level))
    return mean_statistics(
        (nearest_distances(generated, training) < threshold).astype(np.float64),
        metric="copied_share",
        higher_is_better=False,
        signature=signature("copied_share", "scikit-learn", distance="l2", level=level),
    ).score(bootstrap)


def nearest_distances(items: ArrayLike, training: ArrayLike) -> Floats:
    """The Euclidean distance of each item [N, D] to the nearest of `training` [M, D], exactly 0 for a copy.

    ValueError for empty sides, unequal lengths or values that are not finite.
    """
    of = "nearest_distances"
    rows = numbers(items, of=of, name="items", dimensions=2)
    known = numbers(training, of=of, name="training", dimensions=2)
    if 0 in (len(rows), len(known)) or rows.shape[1] != known.shape[1]:
        raise ValueError(f"{of}: needs vectors of equal length on both sides.")
    if not (np.isfinite(rows).all() and np.isfinite(known).all()):
        raise ValueError(f"{of}: values must be finite.")
    distances: Floats = np.linalg.norm(rows - known[pairwise_distances_argmin(rows, known)], axis=1)
    return distances
