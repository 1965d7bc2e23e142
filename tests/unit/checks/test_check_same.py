"""The same again, the empty list, and what the seed must and must not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fake_exam import FakeExam, FakeSession

from reference.checks import empty_list, same_twice, seed_matters, seed_repeats

TEXTS = ["one", "two", "three", "four"]
CHANCE = np.random.default_rng()


def texts(_: Any) -> list[str]:
    return TEXTS


def small_fit(session: FakeSession, data: None) -> None:
    session.call("fit", TEXTS)


class Right:
    """Weights from the seed, moved by the training texts."""

    def __init__(self, seed: int) -> None:
        self.weights = np.random.default_rng(seed).normal(size=3)

    def fit(self, texts: list[str]) -> None:
        self.weights = self.weights + len(texts)

    def predict(self, texts: list[str]) -> np.ndarray:
        return np.array([self.weights * len(text) for text in texts]).reshape(len(texts), 3)

    def generate(self, n: int) -> np.ndarray:
        return np.resize(self.weights, n)


class DropoutOn(Right):
    def predict(self, texts: list[str]) -> np.ndarray:
        rows = super().predict(texts)
        return rows * CHANCE.normal(1, 0.1, rows.shape)


class KeepsState(Right):
    """Carries a hidden state over from call to call."""

    state = 0.0

    def predict(self, texts: list[str]) -> np.ndarray:
        rows = super().predict(texts) + self.state
        self.state = float(len(texts[-1]))
        return rows


class SeedIgnored(Right):
    def __init__(self, seed: int) -> None:
        super().__init__(int(CHANCE.integers(2**60)))


class OrderIgnored(Right):
    """The weights follow the seed, the order of training does not."""

    def fit(self, texts: list[str]) -> None:
        self.weights = self.weights + CHANCE.normal()


class SeedFixed(Right):
    def __init__(self, seed: int) -> None:
        super().__init__(42)


class NoGood(Right):
    """Fails on the empty list."""

    def predict(self, texts: list[str]) -> Any:
        return np.stack([self.weights * len(text) for text in texts])


class OneForNone(Right):
    def predict(self, texts: list[str]) -> np.ndarray:
        return super().predict(texts or [""])


def checks() -> dict[str, Any]:
    return {
        "same_twice": same_twice("predict", texts),
        "seed_repeats": seed_repeats(small_fit, "predict", texts),
        "seed_matters": seed_matters(small_fit, "generate", arguments=(5,)),
        "empty_list": empty_list("predict"),
    }


@pytest.mark.parametrize("name", checks())
def test_right_answers_pass(outcome: Callable[..., str], name: str) -> None:
    assert outcome(checks()[name], Right) == ""


@pytest.mark.parametrize(
    ("name", "answer", "told"),
    [
        ("same_twice", DropoutOn, ["the first time", "after another call", "evaluation mode"]),
        ("same_twice", KeepsState, ["predict(...)[0, 0]", "keep no state"]),
        ("seed_repeats", SeedIgnored, ["Solution(seed=11, ...) and a small training", "in two sessions"]),
        ("seed_repeats", OrderIgnored, ["the order of the training data"]),
        ("seed_matters", SeedFixed, ["Solution(seed=11, ...)", "Solution(seed=12, ...)", "the same answers"]),
        ("empty_list", NoGood, ["predict([]): predict: raised ValueError: need at least one array"]),
        ("empty_list", OneForNone, ["predict([]): 0 items were asked about, and 1 answers came"]),
    ],
)
def test_each_fault_is_seen_and_told(outcome: Callable[..., str], name: str, answer: Any, told: list[str]) -> None:
    message = outcome(checks()[name], answer)
    assert [part for part in told if part not in message] == [], message


@pytest.mark.parametrize(("name", "answer"), [("seed_matters", SeedIgnored), ("seed_repeats", SeedFixed)])
def test_each_seed_check_looks_at_its_own_fault(outcome: Callable[..., str], name: str, answer: Any) -> None:
    assert outcome(checks()[name], answer) == ""


def test_three_sessions_serve_both_seed_checks() -> None:
    exam = FakeExam(Right)
    for check in (seed_repeats(small_fit, "predict", texts), seed_matters(small_fit, "predict", texts)):
        check.run(exam)  # type: ignore[arg-type]
    assert exam.sessions == 3


def test_nothing_to_train(outcome: Callable[..., str]) -> None:
    check = seed_repeats(None, "generate", arguments=(4,))
    assert outcome(check, Right) == ""
    message = outcome(check, SeedIgnored)
    assert message.startswith("Solution(seed=11, ...), then generate(...)[0], in two sessions")
    assert "training" not in check.sentence


class TestEmptyList:
    class Pairs:
        def answer(self, questions: list[str], contexts: list[str]) -> list[str]:
            return [max(zip(questions, contexts, strict=True))[0]] if questions else contexts

        def rows(self, waves: np.ndarray) -> np.ndarray:
            return np.zeros((*waves.shape, 256))

    def test_parallel_columns_and_arrays(self, outcome: Callable[..., str]) -> None:
        assert outcome(empty_list("answer", ([], [])), self.Pairs()) == ""
        assert outcome(empty_list("rows", np.zeros((0, 400), np.float32)), self.Pairs()) == ""

    def test_the_sentence_shows_the_call(self) -> None:
        assert "`generate([], 12, 1, False)`" in empty_list("generate", arguments=(12, 1, False)).sentence
        assert "`rows(an array [0, 400])`" in empty_list("rows", np.zeros((0, 400))).sentence

    def test_items_are_no_empty_list(self) -> None:
        with pytest.raises(ValueError, match="1 items are no empty list"):
            empty_list("predict", ["one"])
