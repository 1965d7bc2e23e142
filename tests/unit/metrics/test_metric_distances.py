"""Kernel distances, total variation, memorisation and cost ratios: brute force, theory, hand-worked tables."""

from __future__ import annotations

import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bootstrap import Bootstrap
from metrics.efficiency import memory_ratio, time_ratio
from metrics.kernel_distance import kid, median_distance, mmd
from metrics.memorisation import copied_share, memorisation_distance, nearest_distances
from metrics.total_variation import sampling_bound, total_variation

RNG = np.random.default_rng(0)


def brute_force(kernel, ours: np.ndarray, theirs: np.ndarray) -> float:
    """Gretton et al. (2012), equation 3, pair by pair."""
    within = np.mean([kernel(x, y) for x, y in permutations(ours, 2)])
    beside = np.mean([kernel(x, y) for x, y in permutations(theirs, 2)])
    return float(within + beside - 2 * np.mean([kernel(x, y) for x, y in product(ours, theirs)]))


@given(st.integers(2, 6), st.integers(2, 6), st.integers(1, 4), st.integers(0, 99))
def test_kernel_distances_pair_by_pair(ours: int, theirs: int, size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(ours, size)), rng.normal(size=(theirs, size))
    expected = brute_force(lambda a, b: (a @ b / size + 1) ** 3, x, y)
    assert kid(generated=x, references=y, bootstrap=Bootstrap(0)).value == pytest.approx(expected)
    expected = brute_force(lambda a, b: math.exp(-((a - b) ** 2).sum() / (2 * 1.5**2)), x, y)
    assert mmd(generated=x, references=y, bandwidth=1.5, bootstrap=Bootstrap(0)).value == pytest.approx(expected)


def test_one_distribution_is_at_distance_zero_on_average() -> None:
    values = [
        kid(generated=RNG.normal(size=(40, 3)), references=RNG.normal(size=(50, 3)), bootstrap=Bootstrap(0)).value
        for _ in range(200)
    ]
    assert abs(np.mean(values)) < 3 * np.std(values) / math.sqrt(200)
    assert min(values) < 0


def test_the_interval_of_a_kernel_distance_is_about_as_wide_as_its_spread() -> None:
    scores = [
        kid(generated=RNG.normal(0.7, 1, size=(100, 3)), references=RNG.normal(size=(100, 3)), bootstrap=Bootstrap(300))
        for _ in range(60)
    ]
    spread = np.std([score.value for score in scores])
    assert np.median([score.standard_error for score in scores]) == pytest.approx(spread, rel=0.35)
    assert all(score.ci95[0] > 0 for score in scores)


def test_farther_is_worse() -> None:
    references = RNG.normal(size=(60, 4))
    bandwidth = median_distance(references)
    near, far = (RNG.normal(shift, 1, size=(60, 4)) for shift in (0.5, 2))
    for metric, options in ((kid, {}), (mmd, {"bandwidth": bandwidth})):
        scores = [metric(generated=side, references=references, **options) for side in (near, far)]
        assert scores[0].value < scores[1].value
        assert not scores[0].higher_is_better


def test_median_distance_by_hand() -> None:
    assert median_distance([[0.0, 0.0], [3.0, 4.0], [0.0, 1.0]]) == pytest.approx(math.sqrt(18))


@pytest.mark.parametrize(
    ("generated", "references"),
    [
        ([[1.0]], [[1.0], [2.0]]),
        ([[1.0], [2.0]], [[1.0, 2.0]] * 2),
        ([[math.inf], [0.0]], [[1.0], [2.0]]),
        ([1.0], [1.0]),
    ],
)
def test_kernel_distances_refuse_what_is_undefined(generated, references) -> None:
    with pytest.raises(ValueError, match="kid"):
        kid(generated=generated, references=references)


def test_total_variation_by_hand() -> None:
    score = total_variation(predictions=[[1, 0], [0.5, 0.5]], references=[[0, 1], [0.75, 0.25]])
    assert score.value == pytest.approx((1 + 0.25) / 2)
    same = total_variation(predictions=[[0.3, 0.7]] * 3, references=[[0.3, 0.7]] * 3)
    assert (same.value, same.ci95) == (0, (0, 0))


@pytest.mark.parametrize(
    ("predictions", "references"),
    [([[1.0, 0.0]], [[1.0]]), ([[1.0]], [[1.0]] * 2), ([[math.nan]], [[1.0]]), ([1.0], [1.0])],
)
def test_total_variation_refuses_unequal_shapes(predictions, references) -> None:
    with pytest.raises(ValueError, match="total_variation"):
        total_variation(predictions=predictions, references=references)


@pytest.mark.parametrize("samples", [50, 500])
def test_fair_samples_keep_within_the_bound_and_unfair_ones_do_not(samples: int) -> None:
    p = np.array([0.5, 0.25, 0.15, 0.1])
    bound = sampling_bound(p.tolist(), samples=samples, error_rate=0.05)
    shares = RNG.multinomial(samples, p, size=2000) / samples
    assert np.mean(np.abs(shares - p).sum(axis=1) / 2 > bound) <= 0.05
    greedy = np.array([1.0, 0, 0, 0])
    assert np.abs(greedy - p).sum() / 2 > bound


def test_the_bound_by_hand() -> None:
    assert sampling_bound([0.5, 0.5], samples=100, error_rate=math.exp(-2)) == pytest.approx(0.05 + 0.1)
    assert sampling_bound([0.5, 0.5], samples=1, error_rate=0.01) == 1
    with pytest.raises(ValueError, match="samples"):
        sampling_bound([1.0], samples=0, error_rate=0.1)


def test_nearest_distances_pair_by_pair() -> None:
    items, training = RNG.normal(size=(20, 5)), RNG.normal(size=(30, 5))
    expected = [min(np.linalg.norm(item - known) for known in training) for item in items]
    assert nearest_distances(items, training) == pytest.approx(expected)
    assert nearest_distances(training[:3], training).tolist() == [0, 0, 0]


def test_copies_are_told_from_new_items() -> None:
    training, held_out, new = (RNG.normal(size=(size, 8)) for size in (200, 200, 200))
    noisy_copies = training + RNG.normal(scale=0.01, size=training.shape)
    shared = {"training": training, "held_out": held_out}
    assert memorisation_distance(generated=training[:50], **shared).value == 0
    assert memorisation_distance(generated=noisy_copies, **shared).value < 0.05
    assert memorisation_distance(generated=new, **shared).value == pytest.approx(1, abs=0.1)
    assert copied_share(generated=noisy_copies, **shared).value == 1
    assert copied_share(generated=new, **shared).value < 0.06


@pytest.mark.parametrize(
    ("items", "training"),
    [([[1.0]], [[1.0, 2.0]]), (np.empty((0, 2)), [[1.0, 2.0]]), ([[math.inf]], [[1.0]]), ([1.0], [1.0])],
)
def test_nearest_distances_refuse_what_is_undefined(items, training) -> None:
    with pytest.raises(ValueError, match="nearest_distances"):
        nearest_distances(items, training)


def test_held_out_items_must_be_unseen() -> None:
    with pytest.raises(ValueError, match="held-out"):
        memorisation_distance(generated=[[1.0]], training=[[0.0]], held_out=[[0.0]])


def test_costs_are_totals_over_totals() -> None:
    assert time_ratio(seconds=[2.0, 4.0], reference_seconds=[1.0, 1.0]).value == 3
    assert memory_ratio(peak_bytes=[5e8], reference_peak_bytes=[1e9]).value == 0.5
    with pytest.raises(ValueError, match="positive"):
        time_ratio(seconds=[1.0], reference_seconds=[0.0])
