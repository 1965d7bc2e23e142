"""Log-loss, Brier score and calibration error against scikit-learn and hand-worked tables."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss
from sklearn.metrics import log_loss as peer_log_loss

from metrics.bootstrap import Bootstrap
from metrics.probabilities import brier_score, calibration_error, log_loss


@given(st.integers(2, 5), st.integers(1, 30), st.integers(0, 1000))
def test_equal_to_scikit_learn(classes: int, items: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    rows, truths = rng.dirichlet(np.ones(classes) / 2, items), rng.integers(0, classes, items)
    arguments = {"probabilities": rows, "references": truths, "bootstrap": Bootstrap(0)}
    assert log_loss(**arguments).value == pytest.approx(peer_log_loss(truths, rows, labels=range(classes)))
    expected = brier_score_loss(truths, rows, labels=range(classes), scale_by_half=True)
    assert brier_score(**arguments).value == pytest.approx(expected)


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 1000))
def test_calibration_error_bin_by_bin(items: int, bins: int, seed: int) -> None:
    """Guo et al. (2017), equation 3, written out."""
    rng = np.random.default_rng(seed)
    rows, truths = rng.dirichlet(np.ones(3), items), rng.integers(0, 3, items)
    expected = 0.0
    for index in range(bins):
        inside = [n for n in range(items) if index / bins < rows[n].max() <= (index + 1) / bins]
        if inside:
            accuracy = np.mean([rows[n].argmax() == truths[n] for n in inside])
            expected += len(inside) / items * abs(accuracy - np.mean([rows[n].max() for n in inside]))
    score = calibration_error(probabilities=rows, references=truths, bins=bins, bootstrap=Bootstrap(0))
    assert score.value == pytest.approx(expected)


def test_by_hand() -> None:
    rows, truths = [[0.9, 0.1], [0.9, 0.1], [0.2, 0.8]], [0, 1, 1]
    arguments = {"probabilities": rows, "references": truths}
    assert log_loss(**arguments).value == pytest.approx(-(math.log(0.9) + math.log(0.1) + math.log(0.8)) / 3)
    assert brier_score(**arguments).value == pytest.approx((0.01 + 0.81 + 0.04) / 3)
    assert calibration_error(**arguments).value == pytest.approx((abs(1.8 - 1) + abs(0.8 - 1)) / 3)


def test_certain_and_right_is_perfect() -> None:
    for metric in (log_loss, brier_score, calibration_error):
        score = metric(probabilities=np.eye(3), references=[0, 1, 2])
        assert (score.value, score.ci95, score.higher_is_better) == (0, (0, 0), False)


def test_certain_and_wrong_costs_no_infinity() -> None:
    assert log_loss(probabilities=[[1.0, 0.0]], references=[1]).value == pytest.approx(52 * math.log(2))


@pytest.mark.parametrize(
    ("row", "like"),
    [
        ([2.0, 2.0], [0.5, 0.5]),
        ([9.0, 1.0], [0.9, 0.1]),
        ([math.nan, 0.5], [0.0, 0.5]),
        ([math.inf, 0.5], [0.0, 0.5]),
        ([-3.0, 0.5], [0.0, 0.5]),
    ],
)
def test_no_row_gains_by_being_no_distribution(row, like) -> None:
    for metric in (log_loss, brier_score, calibration_error):
        values = [metric(probabilities=[one], references=[0]).value for one in (row, like)]
        assert values[0] == pytest.approx(values[1])


@pytest.mark.parametrize(
    ("rows", "truths", "error"),
    [
        ([[0.5, 0.5]], [2], ValueError),
        ([[0.5, 0.5]], [-1], ValueError),
        ([[0.5, 0.5]], [0.0], ValueError),
        ([[0.5, 0.5]], ["a"], ValueError),
        ([0.5, 0.5], [0, 1], ValueError),
        ([[0.5, 0.5]], [0, 1], ValueError),
        (np.empty((0, 2)), [], ValueError),
        ([[0.5, 0.5]], "0", TypeError),
    ],
)
def test_refuses_what_names_no_class(rows, truths, error) -> None:
    with pytest.raises(error):
        brier_score(probabilities=rows, references=truths)
