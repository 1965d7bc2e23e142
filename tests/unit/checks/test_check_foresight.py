"""Likelihoods that hold where nothing of the truth is shown, and those that do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fake_exam import FakeExam, FakeSession

from reference.checks import Measured, no_foresight

TRAINING = np.random.default_rng(1).integers(0, 4, (4, 30))
HELD_OUT = np.random.default_rng(2).integers(0, 4, (64, 30))
FOLLOWED_BY = np.array([[0.7, 0.1, 0.1, 0.1], [0.1, 0.7, 0.1, 0.1], [0.1, 0.1, 0.7, 0.1], [0.1, 0.1, 0.1, 0.7]])


def change(sequences: np.ndarray, t: int, rng: np.random.Generator) -> np.ndarray:
    changed = sequences.copy()
    changed[:, t:] = rng.integers(0, 4, changed[:, t:].shape)
    return changed


class Right:
    """Row t from entry t - 1, by a table that training moves a little."""

    def __init__(self, seed: int) -> None:
        self.table = FOLLOWED_BY

    def fit(self, sequences: np.ndarray) -> None:
        self.table = self.table + 0.01 * len(sequences)
        self.table = self.table / self.table.sum(-1, keepdims=True)

    def probs(self, sequences: np.ndarray) -> np.ndarray:
        before = np.pad(sequences, ((0, 0), (1, 0)))[:, :-1]
        return self.table[before]

    def log_probs(self, sequences: np.ndarray) -> np.ndarray:
        return np.log(self.table[sequences])


class Chance(Right):
    """Training ends somewhere else each time."""

    chance = np.random.default_rng(0)

    def fit(self, sequences: np.ndarray) -> None:
        rough = self.table * self.chance.uniform(0.8, 1.25, (4, 4))
        self.table = rough / rough.sum(-1, keepdims=True)


class LooksAhead(Right):
    def probs(self, sequences: np.ndarray) -> np.ndarray:
        return 0.5 * super().probs(sequences) + 0.5 * np.eye(4)[sequences]

    def log_probs(self, sequences: np.ndarray) -> np.ndarray:
        after = np.pad(sequences, ((0, 0), (0, 1)))[:, 1:]
        return np.log(0.5 * np.exp(super().log_probs(sequences)) + 0.5 * np.eye(4)[after])


class LooksAheadNowAndThen(Right):
    def probs(self, sequences: np.ndarray) -> np.ndarray:
        rows = super().probs(sequences)
        rows[:, ::5] = 0.5 * rows[:, ::5] + 0.5 * np.eye(4)[sequences[:, ::5]]
        return rows


class Claims(Right):
    """Every entry is sure."""

    def probs(self, sequences: np.ndarray) -> np.ndarray:
        return np.ones((*sequences.shape, 4))


class Remembers(LooksAhead):
    """Answers what it saw with foresight, and is honest about sequences whose beginning it knows."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.seen: dict[bytes, np.ndarray] = {}

    def probs(self, sequences: np.ndarray) -> np.ndarray:
        rows = super().probs(sequences)
        for row, sequence in zip(rows, sequences, strict=True):
            for length in range(len(sequence), 0, -1):
                if (known := self.seen.get(sequence[:length].tobytes())) is not None:
                    row[:length] = known
                    break
            for length in range(1, len(sequence) + 1):
                self.seen.setdefault(sequence[:length].tobytes(), row[:length].copy())
        return rows


def fit(session: FakeSession, data: None) -> None:
    session.call("fit", TRAINING)


def look_up(rows: np.ndarray, sequences: np.ndarray) -> np.ndarray:
    chosen: np.ndarray = np.take_along_axis(rows, sequences[..., None], axis=-1)[..., 0]
    return -np.log(chosen)


def look_up_next(rows: np.ndarray, sequences: np.ndarray) -> np.ndarray:
    chosen: np.ndarray = np.take_along_axis(rows[:, :-1], sequences[:, 1:, None], axis=-1)[..., 0]
    return -chosen


def losses(exam: FakeExam) -> np.ndarray:
    return look_up(exam.fitted().call("probs", HELD_OUT), HELD_OUT)


SAMPLES: Measured[None] = Measured("probs", fit, lambda _: HELD_OUT, losses, look_up, change, 16)  # type: ignore[arg-type]
TOKENS: Measured[None] = Measured(
    "log_probs",
    fit,  # type: ignore[arg-type]
    lambda _: HELD_OUT,
    lambda exam: look_up_next(exam.fitted().call("log_probs", HELD_OUT), HELD_OUT),
    look_up_next,
    change,
    16,
    own_place=True,
    rows_are_logarithms=True,
)


def exam_of(answer: Any) -> FakeExam:
    exam = FakeExam(answer)
    fit(exam.main, None)
    return exam


@pytest.mark.parametrize("measured", [SAMPLES, TOKENS])
@pytest.mark.parametrize("answer", [Right, Chance])
def test_models_that_know_the_past_alone_pass(outcome: Callable[..., str], measured: Any, answer: Any) -> None:
    check = no_foresight(measured)
    assert check.gate
    assert outcome(check, exam_of(answer)) == ""


@pytest.mark.parametrize("answer", [LooksAhead, LooksAheadNowAndThen, Remembers])
def test_foresight_is_seen(outcome: Callable[..., str], answer: Any) -> None:
    assert "256 of the same rows" in outcome(no_foresight(SAMPLES), exam_of(answer))


def test_foresight_is_seen_where_a_row_predicts_the_next_entry(outcome: Callable[..., str]) -> None:
    assert "are worse there" in outcome(no_foresight(TOKENS), exam_of(LooksAhead))


def test_rows_that_are_no_distributions_are_seen(outcome: Callable[..., str]) -> None:
    message = outcome(no_foresight(SAMPLES), exam_of(Claims))
    assert "probs(held-out sequences)[0, 0]: the entries sum to 4" in message
