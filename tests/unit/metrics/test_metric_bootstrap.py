"""Intervals: seeded, honest where theory knows the answer, and about nothing where there is no spread."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bleu import bleu_statistics
from metrics.bootstrap import Bootstrap
from metrics.classification import accuracy
from metrics.likelihood import mean_loss


@given(items=st.integers(1, 50), replicates=st.integers(1, 40), seed=st.integers(0, 9))
def test_weights_draw_as_many_items_as_there_are(items: int, replicates: int, seed: int) -> None:
    weights = np.concatenate(list(Bootstrap(replicates, seed).weights(items)))
    assert weights.shape == (replicates, items)
    assert (weights.sum(axis=1) == items).all()
    assert (weights >= 0).all()


def test_weights_come_in_blocks_that_fit_memory() -> None:
    blocks = list(Bootstrap(7).weights(1 << 16))
    assert [len(block) for block in blocks] == [2, 2, 2, 1]


def test_each_item_is_drawn_equally_often() -> None:
    weights = np.concatenate(list(Bootstrap(20_000).weights(10)))
    assert weights.mean(axis=0) == pytest.approx(np.ones(10), abs=0.03)
    assert weights.var(axis=0) == pytest.approx(np.full(10, 0.9), abs=0.05)  # multinomial: 1 - 1/10


def test_the_interval_of_a_mean_is_the_one_of_theory() -> None:
    rng = np.random.default_rng(1)
    losses = rng.normal(3, 1, 400)
    score = mean_loss(nats=losses.tolist(), counts=[1] * 400)
    error = losses.std() / math.sqrt(400)
    assert score.standard_error == pytest.approx(error, rel=0.08)
    assert score.ci95 == pytest.approx((losses.mean() - 1.96 * error, losses.mean() + 1.96 * error), abs=0.02)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(2)
    truth, held = 0.7, 0
    for _ in range(300):
        right = (rng.random(150) < truth).astype(int)
        low, high = accuracy(predictions=right, references=np.ones(150, int)).ci95 or (0, 0)
        held += low <= truth <= high
    assert 0.90 <= held / 300 <= 0.985


def test_the_seed_decides() -> None:
    arguments = {"predictions": [0, 1, 1, 0, 1] * 9, "references": [0, 1, 0, 0, 1] * 9}
    first, again, other = (accuracy(**arguments, bootstrap=Bootstrap(200, seed)) for seed in (3, 3, 4))
    assert first == again
    assert first.standard_error != other.standard_error
    assert first.signature != other.signature


@given(st.lists(st.floats(0, 50), min_size=2, max_size=30))
def test_the_interval_holds_the_value(nats: list[float]) -> None:
    score = mean_loss(nats=nats, counts=[1] * len(nats))
    assert score.ci95 is not None
    assert score.ci95[0] <= score.value <= score.ci95[1]


def test_equal_items_leave_no_doubt() -> None:
    score = accuracy(predictions=["a"] * 20, references=["a"] * 20)
    assert (score.value, score.ci95, score.standard_error) == (1.0, (1.0, 1.0), 0.0)


def test_replicates_are_the_metric_over_the_resample() -> None:
    """Scoring a resample's texts anew gives the replicate that came from its statistics."""
    hypotheses, references = ["a b c d e", "a b", "x y z u", "q"], ["a b c d f", "a b c", "x y z v w", "r"]
    bootstrap = Bootstrap(30)
    replicates = bleu_statistics(hypotheses=hypotheses, references=references).replicates(bootstrap)
    for weights, replicate in zip(np.concatenate(list(bootstrap.weights(4))), replicates, strict=True):
        drawn = np.repeat(np.arange(4), weights.astype(int))
        resample = bleu_statistics(
            hypotheses=[hypotheses[index] for index in drawn], references=[references[index] for index in drawn]
        )
        assert resample.value() == pytest.approx(replicate, abs=1e-9)
