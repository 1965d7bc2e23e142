"""Offsets in code points, bytes, UTF-16 units and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from reference.checks import unicode_offsets

TEXTS = ["Anna met Bob.", "In Rome it rains.", "Tim sleeps.", "nothing here"]


def names(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\b(Anna|Bob|Rome|Tim)\b", text)]


class Finder:
    """Finds names; `unit` says in what their offsets count."""

    def __init__(self, unit: Callable[[str], int] = len) -> None:
        self.unit = unit

    def predict(self, texts: list[str]) -> list[list[list[Any]]]:
        return [[[self.unit(text[:place]) for place in span] + ["PER"] for span in names(text)] for text in texts]

    def answer(self, questions: list[str], contexts: list[str]) -> list[dict[str, Any]]:
        found = [(rows or [[0, 0]])[0] for rows in self.predict(contexts)]
        return [{"answer": "", "start": start, "end": end} for start, end, *_ in found]


CHECKS = [
    unicode_offsets("predict", lambda _: TEXTS),
    unicode_offsets("answer", lambda _: (["who"] * 3, TEXTS[:3])),
]


@pytest.mark.parametrize("check", CHECKS)
def test_code_points_pass(outcome: Callable[..., str], check: Any) -> None:
    assert outcome(check, Finder()) == ""


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "unit",
    [
        lambda text: len(text.encode()),
        lambda text: len(text.encode("utf-16-le")) // 2,
        lambda text: len(text.split()),
        lambda text: len(re.sub("[\u0300-\u036f]", "", text)) if "e\u0301" in text else len(text),
    ],
)
def test_other_units_do_not(outcome: Callable[..., str], check: Any, unit: Callable[[str], int]) -> None:
    message = outcome(check, Finder(unit))
    assert "Offsets count Unicode code points" in message or "too few to look at" in message


def test_one_name_lost_behind_a_prefix_is_forgiven(outcome: Callable[..., str]) -> None:
    class Shy(Finder):
        def predict(self, texts: list[str]) -> list[list[list[Any]]]:
            return [
                [] if "Tim" in text and text[0] != "T" else row
                for text, row in zip(texts, super().predict(texts), strict=True)
            ]

    assert outcome(CHECKS[0], Shy()) == ""


def test_nothing_found_is_nothing_to_look_at(outcome: Callable[..., str]) -> None:
    message = outcome(unicode_offsets("predict", lambda _: ["nothing here"]), Finder())
    assert "spans are found in 0 of 1 texts" in message
