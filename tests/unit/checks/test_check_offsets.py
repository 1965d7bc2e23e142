"""Offsets in code points, bytes, UTF-16 units and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from reference.checks import unicode_offsets
from reference.checks._offsets import PREFIXES

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


class SeesMore(Finder):
    """Also finds a name in each prefix, and one more word of each text behind it."""

    def predict(self, texts: list[str]) -> list[list[list[Any]]]:
        rows = super().predict(texts)
        for text, row in zip(texts, rows, strict=True):
            if prefix := next((one for one in PREFIXES if text.startswith(one)), ""):
                row += [[self.unit(text[:place]) for place in (0, len(prefix) - 1)] + ["ORG"]]
                row += [[self.unit(text[:place]) for place in (len(text) - 3, len(text))] + ["ORG"]]
        return rows


def test_a_name_found_in_the_prefix_is_no_matter_of_offsets(outcome: Callable[..., str]) -> None:
    assert outcome(CHECKS[0], SeesMore()) == ""


def test_bytes_are_blamed_also_where_more_is_found(outcome: Callable[..., str]) -> None:
    message = outcome(CHECKS[0], SeesMore(lambda text: len(text.encode())))
    assert "in 3 of 3 texts the spans miss words that they had without it" in message
    assert "and ['Anna', 'Bob'] without the prefix" in message


def test_a_word_found_twice_must_be_found_twice_again(outcome: Callable[..., str]) -> None:
    class Once(Finder):
        def predict(self, texts: list[str]) -> list[list[list[Any]]]:
            rows = super().predict(texts)
            return [row[:1] if text.startswith(PREFIXES) else row for text, row in zip(texts, rows, strict=True)]

    message = outcome(unicode_offsets("predict", lambda _: ["Bob met Bob."]), Once())
    assert "such as ['Bob'] in" in message


def test_nothing_found_is_nothing_to_look_at(outcome: Callable[..., str]) -> None:
    message = outcome(unicode_offsets("predict", lambda _: ["nothing here"]), Finder())
    assert "spans are found in 0 of 1 texts" in message
