"""A generator that makes new items, and does not give back what it was trained on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom  # type: ignore[attr-defined]
from sklearn.neighbors import NearestNeighbors

from harness.question import Check, Exam, expect
from reference.checks._items import Data

LEVEL = 0.02
"""The share of held-out items that count as near a training item; what they have sets the bar for generated ones."""

SHARE = 1 / 8
"""The share of generated items that must be near for the check to fail. A generator without a fault but without the
data's noise comes to 0.09 on the pictures of question 23, copies with noise of 0.02 to 0.3 (see the tests)."""

ERROR = 1e-4
"""The largest probability of failing a generator whose items are drawn as the held-out ones were."""

Floats = NDArray[np.float64]


def not_memorised(
    method: str,
    generated: Callable[[Exam[Data]], np.ndarray],
    training: Callable[[Data], np.ndarray],
    held_out: Callable[[Data], np.ndarray],
    *,
    weight: float = 1.0,
    name: str = "not_memorised",
) -> Check[Data]:
    """Generated items are no nearer to single training items than new items are; always a gate.

    An item's nearness is its Euclidean distance to the nearest training item, divided by that to the second nearest
    one: 0 for a copy, about 1 for a new item, and also for a blurred or a bad one, which lies as far from many (after
    Yoon et al., Diffusion Probabilistic Models Generalize when They Fail to Memorize, 2023). Distances alone would
    blame a generator for leaving out noise. All three give arrays [items, ...] of equal forms; `held_out` must be
    new items of what is in `training` (of the same captions, for example), at least a few hundred.

    Of items with the same nearest training item only the first counts, so that a generator which makes one thing
    over and over is judged once. For the same reason one or two copies that come again and again are not seen here,
    but where a question asks for variety. Nor are copies that were moved, mirrored or mixed.
    """

    def run(exam: Exam[Data]) -> str:
        known = training(exam.data)
        ours = _Nearness.of(generated(exam), known).distinct()
        bar = np.sort(_Nearness.of(held_out(exam.data), known).distinct().ratios)
        rank = max(1, round(LEVEL * len(bar)))
        near = ours.ratios < bar[rank - 1]
        count, total = int(near.sum()), len(near)
        # How many of `total` lie below the rank-th smallest of the held-out ones, if all are drawn alike.
        chance = float(betabinom.sf(count - 1, total, rank, len(bar) - rank + 1))
        first = int(ours.ratios.argmin())
        nearest, second = ours.distances[first]
        expect(
            chance > ERROR or count < SHARE * total,
            f"{method}(...): of {total} items with different nearest training items, {count} lie much nearer to it "
            f"than to any other one; of new items {LEVEL:.0%} do. Item {ours.items[first]} for example is "
            f"{nearest:.3g} away from training item {ours.nearest[first]} and {second:.3g} from the next one "
            "(Euclidean). A generator must make new items: training items may neither be stored and given back, with "
            "or without noise or changed parts, nor be learned by heart.",
        )
        return f"{count} of {total} generated items lie as near to one training item as {LEVEL:.0%} of new ones do"

    sentence = f"`{method}` gives back no training item, neither as it is nor with noise or some parts changed."
    return Check(name, run, sentence, weight, gate=True)


@dataclass(frozen=True, slots=True)
class _Nearness:
    """For each item: its place, distances to the two nearest training items [N, 2], and the nearest one's place."""

    items: NDArray[np.intp]
    distances: Floats
    nearest: NDArray[np.intp]

    @classmethod
    def of(cls, items: np.ndarray, training: np.ndarray) -> _Nearness:
        """Training items that occur twice count once; ValueError where fewer than two are left."""
        known, places = np.unique(_rows(training), axis=0, return_index=True)
        neighbours: Any = NearestNeighbors
        distances, nearest = neighbours(n_neighbors=2, algorithm="brute").fit(known).kneighbors(_rows(items))
        return cls(np.arange(len(items)), distances, places[nearest[:, 0]])

    @property
    def ratios(self) -> Floats:
        """How near each lies, 0 to 1."""
        ratios: Floats = self.distances[:, 0] / self.distances[:, 1]
        return ratios

    def distinct(self) -> _Nearness:
        """The first item of each nearest training item."""
        _, first = np.unique(self.nearest, return_index=True)
        return _Nearness(self.items[first], self.distances[first], self.nearest[first])


def _rows(items: np.ndarray) -> Floats:
    rows: Floats = items.reshape(len(items), -1).astype(np.float64)
    return rows
