"""Rows that are distributions, and rows that do not look ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from reference.checks import causal, rows_sum_to_one

CODES = np.random.default_rng(0).integers(0, 50, (6, 40))


def codes(_: Any) -> np.ndarray:
    return CODES


def other_codes(sequences: np.ndarray, t: int, rng: np.random.Generator) -> np.ndarray:
    changed = sequences.copy()
    changed[:, t:] = 50 + rng.integers(0, 50, changed[:, t:].shape)
    return changed


def distribution(scores: np.ndarray) -> np.ndarray:
    """Rows [B, T, 4] that depend on scores [B, T]."""
    logits = np.sin(scores[..., None] * np.arange(1, 5))
    return np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)


class Model:
    """Row t from what lies before t; `shift` moves what a row sees."""

    def __init__(self, shift: int = 1, *, whole: float = 0.0) -> None:
        self.shift, self.whole = shift, whole

    def probs(self, sequences: np.ndarray) -> np.ndarray:
        length = sequences.shape[1]
        sums = np.pad(np.cumsum(sequences, axis=1), ((0, 0), (1, 0)))
        seen = [min(max(t + 1 - self.shift, 0), length) for t in range(length)]
        return distribution(sums[:, seen] + self.whole * sequences.max(axis=1, keepdims=True))

    def log_probs(self, sequences: np.ndarray) -> np.ndarray:
        return np.log(Model(self.shift - 1, whole=self.whole).probs(sequences))


class Dropout(Model):
    chance = np.random.default_rng()

    def probs(self, sequences: np.ndarray) -> np.ndarray:
        return super().probs(sequences * (self.chance.random(sequences.shape) > 0.1))


class TestCausal:
    CHECK = causal("probs", codes, other_codes, gate=True, weight=3.0)
    NEXT = causal("log_probs", codes, other_codes, own_place=True)

    def test_rows_of_the_past_pass(self, outcome: Callable[..., str]) -> None:
        assert outcome(self.CHECK, Model()) == ""
        assert outcome(self.CHECK, Model(7)) == ""
        assert outcome(self.NEXT, Model()) == ""
        assert (self.CHECK.gate, self.CHECK.weight) == (True, 3.0)

    def test_off_by_one_is_named(self, outcome: Callable[..., str]) -> None:
        assert "is the input shifted by one place?" in outcome(self.CHECK, Model(0))

    def test_off_by_one_where_a_row_may_see_its_own_place(self, outcome: Callable[..., str]) -> None:
        assert outcome(self.NEXT, Model(0))

    @pytest.mark.parametrize("model", [Model(-3), Model(whole=1.0), Model(whole=1e-3)])
    def test_the_far_future_is_seen(self, outcome: Callable[..., str], model: Model) -> None:
        message = outcome(self.CHECK, model)
        assert "were changed, and row" in message and "Pad convolutions on the left" in message

    def test_chance_is_not_taken_for_foresight(self, outcome: Callable[..., str]) -> None:
        assert "asked about twice give other rows too" in outcome(self.CHECK, Dropout())

    def test_sequences_are_not_shown(self, outcome: Callable[..., str]) -> None:
        assert "array([" not in outcome(self.CHECK, Model(0))
        assert str(CODES[0, 0]) + ", " + str(CODES[0, 1]) not in outcome(self.CHECK, Model(0))

    @pytest.mark.parametrize("shape", [(1, 1), (1, 2), (3, 1), (2, 500)])
    def test_any_shape(self, outcome: Callable[..., str], shape: tuple[int, int]) -> None:
        assert outcome(causal("probs", lambda _: np.ones(shape, int), other_codes), Model()) == ""


class Rows:
    def __init__(self, rows: np.ndarray) -> None:
        self.rows = rows

    def probs(self, items: list[str]) -> np.ndarray:
        return self.rows

    def one(self, items: list[str]) -> np.ndarray:
        return self.rows[0]


ITEMS = ["good", "bad"]


class TestRows:
    CHECK = rows_sum_to_one("probs", lambda _: ITEMS)

    @pytest.mark.parametrize(
        "rows",
        [
            np.array([[0.25, 0.75], [1.0, 0.0]]),
            np.full((2, 3, 1000), np.float32(1e-3)),
            np.array([[0.25, 0.75005], [1.0, 0.0]]),
        ],
    )
    def test_distributions_pass(self, outcome: Callable[..., str], rows: np.ndarray) -> None:
        assert outcome(self.CHECK, Rows(rows)) == ""

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            (np.array([[0.5, 0.5], [0.9, 0.9]]), "probs(...)[1], the answer to 'bad': the entries sum to 1.8"),
            (np.array([[1.2, -0.2], [0.5, 0.5]]), "probs(...)[0], the answer to 'good': the least entry is -0.2"),
            (np.array([[0.5, 0.5005], [0.5, 0.5]]), "sum to 1.0005, and 1 was expected (in 1 of 2 rows)"),
            (np.zeros((2, 3, 4)), "probs(...)[0, 0], the answer to 'good': the entries sum to 0"),
            (np.array([[0.5, 0.5], [np.nan, 1.0]]), "sum to nan"),
            (np.array([[0.9, 0.2], [0.1, 0.8]]), "sum to 1.1"),
        ],
    )
    def test_others_do_not(self, outcome: Callable[..., str], rows: np.ndarray, told: str) -> None:
        assert told in outcome(self.CHECK, Rows(rows))

    def test_logarithms(self, outcome: Callable[..., str]) -> None:
        check = rows_sum_to_one("probs", lambda _: ITEMS, logarithms=True)
        assert outcome(check, Rows(np.log([[0.25, 0.75], [0.5, 0.5]]))) == ""
        assert "exponentials of the entries sum to 2" in outcome(check, Rows(np.zeros((2, 2))))
