"""Losses, perplexities and bits against values worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.likelihood import bits_per_byte, bits_per_sample, log_perplexity, mean_loss, mean_probability, perplexity


def test_a_fair_die_has_perplexity_six() -> None:
    nats, counts = [math.log(6) * 4, math.log(6)], [4, 1]
    assert perplexity(nats=nats, counts=counts).value == pytest.approx(6)
    assert log_perplexity(nats=nats, counts=counts).value == pytest.approx(math.log(6))
    assert mean_probability(nats=nats, counts=counts).value == pytest.approx(1 / 6)
    assert mean_loss(nats=nats, counts=counts).value == pytest.approx(math.log(6))


def test_a_fair_coin_has_one_bit() -> None:
    nats, counts = [math.log(2) * 8, math.log(2) * 24], [8, 24]
    assert bits_per_sample(nats=nats, counts=counts).value == pytest.approx(1)
    assert bits_per_byte(nats=nats, counts=[1, 3]).value == pytest.approx(8)


def test_the_mean_is_over_symbols_not_items() -> None:
    assert mean_loss(nats=[1.0, 9.0], counts=[1, 3]).value == 2.5


def test_lower_is_better_but_for_probabilities() -> None:
    assert not perplexity(nats=[1.0], counts=[1]).higher_is_better
    assert mean_probability(nats=[1.0], counts=[1]).higher_is_better


def test_an_impossible_symbol_costs_everything() -> None:
    score = log_perplexity(nats=[math.inf, 1.0], counts=[1, 1])
    assert (score.value, score.ci95) == (math.inf, None)
    assert not score.better_than(1e9)
    assert mean_probability(nats=[math.inf, 1.0], counts=[1, 1]).value == 0


def test_a_perplexity_beyond_floats_is_infinite() -> None:
    assert perplexity(nats=[1e6, 1.0], counts=[1, 1]).value == math.inf


@pytest.mark.parametrize(
    ("nats", "counts", "message"),
    [
        ([math.nan], [1], "NaN"),
        ([1.0], [0], "counts"),
        ([1.0, 1.0], [-1, 2], "counts"),
        ([1.0, 2.0], [1], "lengths differ"),
        ([[1.0]], [1], "dimension"),
        ([], [], "no item"),
    ],
)
def test_refuses_what_is_undefined(nats, counts, message) -> None:
    with pytest.raises(ValueError, match=message):
        mean_loss(nats=nats, counts=counts)


@given(st.lists(st.tuples(st.floats(0, 20), st.integers(1, 9)), min_size=1, max_size=20), st.randoms())
def test_the_order_of_items_does_not_matter(items: list[tuple[float, int]], random) -> None:
    shuffled = random.sample(items, len(items))
    one, other = (mean_loss(nats=[a for a, _ in list_], counts=[b for _, b in list_]) for list_ in (items, shuffled))
    assert one.value == pytest.approx(other.value)


@given(st.lists(st.floats(0, 20), min_size=1, max_size=20), st.integers(1, 7))
def test_units_agree(nats: list[float], count: int) -> None:
    counts = [count] * len(nats)
    loss = mean_loss(nats=nats, counts=counts).value
    assert perplexity(nats=nats, counts=counts).value == pytest.approx(math.exp(loss))
    assert bits_per_sample(nats=nats, counts=counts).value * math.log(2) == pytest.approx(loss)
