"""Neighbours in a batch: right answers of every kind pass, and each classic leak is seen and named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fake_exam import FakeExam

from reference.checks import Items, keeps_order, padding_changes_nothing, same_in_any_batch

_UNDO = "must undo it"
TEXTS = [
    "good",
    "a rather long text about nothing",
    "bad film",
    "",
    "no",
    "it was fine",
    "seven words are in this very text",
]
WAVES = [np.linspace(-1, 1, size).astype(np.float32) for size in (50, 200, 80, 120, 10)]
CODES = np.arange(60).reshape(6, 10) % 7


def code(text: str) -> float:
    """A number for each text."""
    return sum((place + 1) * ord(character) for place, character in enumerate(text)) % 997 / 997


class Right:
    """Every kind of answer, each item by itself."""

    def probs(self, texts: list[str]) -> np.ndarray:
        return np.array([[code(text), 1 - code(text)] for text in texts], np.float32).reshape(len(texts), 2)

    def labels(self, texts: list[str]) -> list[str]:
        return [str(code(text)) for text in texts]

    def spans(self, questions: list[str], contexts: list[str]) -> list[dict[str, Any]]:
        pairs = zip(questions, contexts, strict=True)
        return [
            {"answer": context[:3], "start": 0, "end": 3, "score": code(question + context)}
            for question, context in pairs
        ]

    def entities(self, texts: list[str]) -> list[list[list[Any]]]:
        return [[[0, len(text), "PER"]] * (len(text) % 3) for text in texts]

    def loudness(self, waves: list[np.ndarray]) -> list[float]:
        return [float(np.square(wave).mean()) for wave in waves]

    def encode(self, codes: np.ndarray) -> dict[str, np.ndarray]:
        return {"mu": codes.astype(np.float32), "logvar": -codes.astype(np.float32)}

    def translate(self, texts: list[str], beams: int) -> list[list[str]]:
        return [[text[::-1]] * beams for text in texts]


class BatchNorm(Right):
    def probs(self, texts: list[str]) -> np.ndarray:
        rows = super().probs(texts)
        return rows - 0.1 * rows.mean(axis=0)


class Sorted(Right):
    """Sorts by length to save pads, and does not sort back."""

    def labels(self, texts: list[str]) -> list[str]:
        return super().labels(sorted(texts, key=len))


class SortedInChunks(Right):
    """Is right until a batch holds more than 32 items: the last piece is put first."""

    def labels(self, texts: list[str]) -> list[str]:
        return super().labels(texts[32:] + texts[:32])


class PadsRead(Right):
    """Divides by the longest item's length, but only where that is much longer."""

    def loudness(self, waves: list[np.ndarray]) -> list[float]:
        longest = max(map(len, waves))
        return [float(np.square(wave).sum() / (longest if longest > 300 else len(wave))) for wave in waves]


class ContextCut(Right):
    """Long contexts of neighbours shift the score."""

    def spans(self, questions: list[str], contexts: list[str]) -> list[dict[str, Any]]:
        answers = super().spans(questions, contexts)
        extra = 0.01 * (max(map(len, contexts)) > 100)
        return [answer | {"score": answer["score"] + extra} for answer in answers]


class CrashesBeside(Right):
    def labels(self, texts: list[str]) -> list[str]:
        if max(map(len, texts)) > 100:
            raise IndexError("index out of range in self")
        return super().labels(texts)


class DropsOne(Right):
    def labels(self, texts: list[str]) -> list[str]:
        return super().labels(texts)[: 32 if len(texts) > 32 else None]


def texts(_: Any) -> list[str]:
    return TEXTS


RIGHT = {
    "probs": texts,
    "labels": texts,
    "entities": texts,
    "spans": lambda _: (["who", "what", "where", "when", "why", "how", "which"], TEXTS),
    "loudness": lambda _: WAVES,
    "encode": lambda _: CODES,
}


@pytest.mark.parametrize("method", RIGHT)
@pytest.mark.parametrize("factory", [same_in_any_batch, keeps_order])
def test_right_answers_of_every_kind_pass(outcome: Callable[..., str], factory: Any, method: str) -> None:
    assert outcome(factory(method, RIGHT[method]), Right()) == ""


def test_arguments_follow_the_items(outcome: Callable[..., str]) -> None:
    assert outcome(same_in_any_batch("translate", texts, arguments=(2,)), Right()) == ""


@pytest.mark.parametrize("method", ["probs", "spans", "loudness"])
def test_right_answers_read_no_pads(outcome: Callable[..., str], method: str) -> None:
    assert outcome(padding_changes_nothing(method, RIGHT[method]), Right()) == ""


@pytest.mark.parametrize(
    ("answer", "method", "told"),
    [
        (BatchNorm(), "probs", ["in a batch of 7", "alone", "batch normalisation"]),
        (
            Sorted(),
            "labels",
            ["labels()[3], the answer to ''", "alone, which stands at place 0 of the batch", _UNDO],
        ),
        (SortedInChunks(), "labels", ["in a shuffled batch of 40", _UNDO]),
        (PadsRead(), "loudness", ["beside an item 910 long (the others are at most 200)", "pad"]),
        (ContextCut(), "spans", ['["score"]', "'who', 'good'", "beside an item"]),
        (CrashesBeside(), "labels", ["labels of 8 items, beside an item", "IndexError: index out of range"]),
        (DropsOne(), "labels", ["40 items were asked about, and 32 answers came"]),
    ],
)
def test_each_leak_is_seen_and_told(outcome: Callable[..., str], answer: Any, method: str, told: list[str]) -> None:
    message = outcome(same_in_any_batch(method, RIGHT[method]), answer)
    assert [part for part in told if part not in message] == [], message


def test_order_and_pads_have_checks_of_their_own(outcome: Callable[..., str]) -> None:
    order, pads = keeps_order("labels", texts), padding_changes_nothing("loudness", RIGHT["loudness"])
    assert _UNDO in outcome(order, Sorted())
    assert _UNDO in outcome(order, SortedInChunks())
    assert "A pad" in outcome(pads, PadsRead()) or "a pad must change nothing" in outcome(pads, PadsRead())
    assert outcome(order, BatchNorm()) == "" and outcome(pads, Sorted()) == ""


def test_a_neighbour_of_the_questions_own(outcome: Callable[..., str]) -> None:
    check = padding_changes_nothing("loudness", RIGHT["loudness"], neighbour=lambda _: [np.zeros(301, np.float32)])
    assert "beside an item 301 long" in outcome(check, PadsRead())


def test_rows_of_an_array_have_no_lengths_to_pad() -> None:
    check = padding_changes_nothing("encode", lambda _: CODES)
    with pytest.raises(ValueError, match="`neighbour` must give one"):
        check.run(FakeExam(lambda _: Right()))  # type: ignore[arg-type]


def test_calls_are_few() -> None:
    exam = FakeExam(lambda _: Right())
    same_in_any_batch("labels", lambda _: [f"text {number}" for number in range(200)]).run(exam)  # type: ignore[arg-type]
    assert exam.main.calls == 11


class TestItems:
    def test_columns_of_unequal_lengths_are_our_fault(self) -> None:
        with pytest.raises(ValueError, match=r"unequal lengths: \[2, 1\]"):
            Items.of((["a", "b"], ["c"]))

    @pytest.mark.parametrize(
        ("inputs", "longer"),
        [
            (["ab", "c"], (["ab c ab c ab"],)),
            ([["a", "b"], [], ["c"]], ([["a", "b", "c"] * 2 + ["a", "b"]],)),
            ((["q1", "q2"], ["abcd", "ef"]), (["q1"], ["abcd ef abcd ef abcd"][:1])),
            (CODES, None),
            (["", ""], None),
            ([1, 2], None),
            ([], None),
        ],
    )
    def test_one_item_is_made_much_longer_than_all(self, inputs: Any, longer: Any) -> None:
        made = Items.of(inputs).longer()
        assert (None if made is None else made.columns) == longer
