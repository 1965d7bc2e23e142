"""Paired tests: against enumeration, against sacreBLEU's, and over many experiments."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.significance import PairedTest

from metrics.bleu import bleu_statistics
from metrics.bootstrap import Bootstrap
from metrics.classification import accuracy_statistics
from metrics.item_statistics import ItemStatistics
from metrics.likelihood import likelihood_statistics
from metrics.significance import approximate_randomisation, paired_bootstrap

RNG = np.random.default_rng(0)


def right(*items: int) -> ItemStatistics:
    return accuracy_statistics(predictions=items, references=[1] * len(items))


def test_randomisation_is_the_exact_test_by_chance() -> None:
    first, second = right(1, 1, 1, 1, 1, 0, 1, 1), right(0, 1, 0, 0, 0, 0, 1, 1)
    ours, theirs = first.rows[:, 0], second.rows[:, 0]
    swaps = [((ours - theirs) * signs).mean() for signs in product((1, -1), repeat=8)]
    exact = np.mean(np.abs(swaps) >= abs((ours - theirs).mean()) - 1e-12)
    comparison = approximate_randomisation(first, second, trials=40_000)
    assert comparison.difference == pytest.approx(0.5)
    assert comparison.p_value == pytest.approx(exact, abs=0.01)


def test_submissions_alike_do_not_differ() -> None:
    same = right(1, 0, 1, 1)
    for test in (paired_bootstrap, approximate_randomisation):
        comparison = test(same, same)
        assert (comparison.difference, comparison.p_value) == (0, 1)


@pytest.mark.parametrize("test", [paired_bootstrap, approximate_randomisation])
def test_the_order_changes_the_sign_only(test) -> None:
    first, second = right(*RNG.integers(0, 2, 60)), right(*RNG.integers(0, 2, 60))
    one, other = test(first, second), test(second, first)
    assert one.difference == -other.difference
    assert one.p_value == pytest.approx(other.p_value, abs=0.01)


@pytest.mark.parametrize("test", [paired_bootstrap, approximate_randomisation])
def test_false_alarms_are_as_rare_as_stated(test) -> None:
    alarms = 0
    for _ in range(200):
        first, second = (right(*(RNG.random(80) < 0.6).astype(int)) for _ in range(2))
        options = {"bootstrap": Bootstrap(400)} if test is paired_bootstrap else {"trials": 400}
        alarms += test(first, second, **options).p_value < 0.05
    assert alarms / 200 < 0.1


@pytest.mark.parametrize("test", [paired_bootstrap, approximate_randomisation])
def test_a_clear_difference_is_found_and_never_certain(test) -> None:
    comparison = test(right(*[1] * 100), right(*[0, 1] * 50))
    assert 0 < comparison.p_value < 0.002


def test_the_bootstraps_interval_is_of_the_difference() -> None:
    comparison = paired_bootstrap(right(*[1] * 50, *[0] * 50), right(*[1] * 30, *[0] * 70))
    error = math.sqrt(0.2 * 0.8 / 100)
    assert comparison.ci95 == pytest.approx((0.2 - 1.96 * error, 0.2 + 1.96 * error), abs=0.02)


@pytest.mark.parametrize(("kind", "test", "tails"), [("bs", paired_bootstrap, 2), ("ar", approximate_randomisation, 1)])
def test_agrees_with_sacrebleu(kind, test, tails) -> None:
    """sacreBLEU's bootstrap counts the larger tail alone, though its randomisation counts both, as ours always do."""
    rng = np.random.default_rng(5)
    names = ["cat", "dog", "sun", "moon", "red", "blue"]
    references = [" ".join(rng.choice(names, 8)) for _ in range(60)]

    def noisy(rate: float) -> list[str]:
        return [
            " ".join(word if rng.random() > rate else str(rng.choice(names)) for word in reference.split())
            for reference in references
        ]

    systems = [("baseline", noisy(0.4)), ("other", noisy(0.33))]
    peer = PairedTest(systems, {"BLEU": BLEU(effective_order=True, references=[references])}, None, kind, 5000)
    expected = peer()[1]["BLEU"][1].p_value
    assert expected < 0.1
    statistics = [bleu_statistics(hypotheses=texts, references=references, tokenizer="13a") for _, texts in systems]
    options = {"bootstrap": Bootstrap(5000)} if kind == "bs" else {"trials": 5000}
    assert test(statistics[1], statistics[0], **options).p_value == pytest.approx(tails * expected, abs=0.015)


@pytest.mark.parametrize("test", [paired_bootstrap, approximate_randomisation])
def test_refuses_what_does_not_compare(test) -> None:
    loss = likelihood_statistics("mean_loss", nats=[1.0, 2.0], counts=[1, 1])
    infinite = likelihood_statistics("mean_loss", nats=[1.0, math.inf], counts=[1, 1])
    with pytest.raises(ValueError, match="Not comparable"):
        test(right(1, 0), loss)
    with pytest.raises(ValueError, match="same items"):
        test(right(1, 0), right(1, 0, 1))
    with pytest.raises(ValueError, match="infinite"):
        test(loss, infinite)
