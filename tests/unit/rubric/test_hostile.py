"""Text made to crash or to stall the reader: any text is examined, and the work grows no faster than the text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_rubric import RUBRIC

from harness.rubric import cues, examine, grader_talk, match, reading, sentences, word_order
from harness.rubric.reading import LONG_SENTENCE, read
from reference.q01_principles.question import QUESTION

MARKUP = st.text(st.sampled_from(list("[](){}<>*_`~#|!-+=&;:\"'\\/\n\t .,?0aZ词不是的。,:?都全")), max_size=400)
CUES = "not no never it is false that water boils at a hundred 这 都 是 错 的 不 并不 水 沸腾 一百 认为 以上 , . : 。"
WORDS = st.lists(st.sampled_from(CUES.split()), max_size=60).map(" ".join)


@given(st.one_of(st.text(), MARKUP, WORDS))
@settings(deadline=None)
def test_any_text_is_examined(text: str):
    outcome = examine(text, RUBRIC, similarity=0.2)
    assert 0.0 <= outcome.coverage <= 1.0
    assert [point.name for point in outcome.points] == ["boiling", "freezing"]
    assert outcome.needs_person is bool(outcome.reason)


PIECES = {
    "brackets": "[",
    "links": "[](",
    "images": "![",
    "asterisks": "*",
    "emphasis": "**a*",
    "ticks": "`a``b",
    "tags": "<a ",
    "open elements": "<b x>a ",
    "comments": "<!--",
    "quotes": "> ",
    "lists": "- ",
    "items": "- a\n",
    "cells": "|a",
    "entities": "&#x",
    "full stops": ".",
    "abbreviations": "e.g. ",
    "line ends": "\n",
    "words": "the ",
    "one word": "a",
    "negations": "not ",
    "Chinese negations": "不",
    "called false": "这都是",
    "all called false": "以上全都",
    "thought": "认为",
    "following": "these ",
    "expanding": "\ufdfa",
    "invisible": "\u200b",
    "half a claim": "water boils ",
    "sentences": "Water boils at a hundred degrees. ",
}


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(piece, id=name, marks=() if name in ("brackets", "asterisks") else pytest.mark.slow)
        for name, piece in PIECES.items()
    ],
)
def test_a_megabyte_is_read(piece: str):
    text = piece * (1_000_000 // len(piece)) + "x"
    outcome = examine(text, QUESTION.rubric, similarity=0.0)
    assert 0.0 <= outcome.coverage < 0.5


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_work_grows_with_the_text(piece: str):
    small, large = (_calls(_paragraphs_of(piece, size)) for size in (2_000, 8_000))
    assert large < 6 * small + 5_000


def test_what_one_pattern_sees_is_bounded():
    for text in ("a" * 50_000, "词" * 50_000, "a, " * 20_000, "not. " * 10_000):
        assert all(len(sentence.quote) <= LONG_SENTENCE for sentence in read(text).sentences)


def _paragraphs_of(piece: str, size: int) -> str:
    """Long paragraphs of nothing but `piece`, no two alike: what is remembered of one is of no use for another."""
    return "".join(f"{piece * (900 // len(piece))} {number}.\n\n" for number in range(size // 900))


def _calls(text: str) -> int:
    """How many functions, Python's and C's, are called to examine `text`."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        examine(text, RUBRIC, similarity=0.2)
    finally:
        sys.setprofile(before)
    return count


def _patterns() -> Iterator[re.Pattern[str]]:
    for module in (cues, grader_talk, match, reading, sentences, word_order):
        yield from (value for value in vars(module).values() if isinstance(value, re.Pattern))
    for point in QUESTION.rubric.points:
        for claim in (*point.shown_by, *point.contradicted_by):
            yield from (match.expression(group) for group in (*claim.groups, claim.unless) if group)


@pytest.mark.parametrize("pattern", list(_patterns()), ids=lambda pattern: pattern.pattern[:40])
def test_no_pattern_can_match_a_text_in_exponentially_many_ways(pattern: re.Pattern[str]):
    assert not _nested_repetition(re._parser.parse(pattern.pattern, pattern.flags))
    for alternatives in re.findall(r"\((?:\?:)?([^()]*\|[^()]*)\)[*+](?!\+)", pattern.pattern):
        words = {part.rstrip("?") for part in alternatives.split("|")}
        assert not [word for word in words if _is_made_of(word, words - {word})], alternatives


def _nested_repetition(tree: re._parser.SubPattern, *, inside: bool = False) -> bool:
    """Is anything repeated without bound inside of something that is?"""
    for operator, argument in tree:
        unbounded = str(operator) in ("MAX_REPEAT", "MIN_REPEAT") and argument[1] == re._constants.MAXREPEAT
        if unbounded and inside:
            return True
        if any(_nested_repetition(child, inside=inside or unbounded) for child in _children(argument)):
            return True
    return False


def _children(argument: object) -> Iterator[re._parser.SubPattern]:
    if isinstance(argument, re._parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _children(part)


def _is_made_of(word: str, parts: set[str]) -> bool:
    return any(word.startswith(part) and (word == part or _is_made_of(word[len(part) :], parts)) for part in parts)


@pytest.mark.parametrize("pattern", [r"(?:a+)+", r"(?:a|b*)*c", r"((?:x \w+)*y)+"])
def test_the_test_knows_a_nested_repetition(pattern: str):
    assert _nested_repetition(re._parser.parse(pattern))


def test_the_test_knows_ambiguous_alternatives():
    assert _is_made_of("都是", {"都", "是", "也"})
    assert not _is_made_of("全部", {"全", "都"})
