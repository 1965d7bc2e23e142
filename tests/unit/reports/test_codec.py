"""What a candidate or a metric put into a result can be written, read back, and comes out the same each time."""

from __future__ import annotations

import enum
import json
import math
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import quality, result

from harness.codec import DEEPEST, decode_question, decode_result, encode_question, finite, plain_data, to_plain
from harness.grading.result import EvidenceResult, QualityResult, QuestionResult

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
LEAVES = st.none() | st.booleans() | st.integers() | st.integers().map(lambda n: n * 10**30) | st.floats() | ANY_TEXT
EVIDENCE = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(ANY_TEXT | st.integers(), inner, max_size=4)
    ),
    max_leaves=20,
)


def a_question(data: Any = None, **fields: Any) -> QuestionResult:
    evidence = [EvidenceResult(title="title", data=data, public=True)]
    return QuestionResult(id=7, slug="s", title="t", status="graded", score=1.0, evidence=evidence, **fields)


def nested(depth: int) -> list[Any]:
    whole: list[Any] = []
    for _ in range(depth):
        whole = [whole]
    return whole


class Colour(enum.IntEnum):
    red = 1


@given(EVIDENCE, ANY_TEXT, st.dictionaries(ANY_TEXT, st.floats(), max_size=3))
def test_whatever_was_written_reads_back_the_same(data: Any, log: str, metrics: dict[str, float]) -> None:
    written = encode_question(a_question(data, log=log, metrics=metrics))
    read = decode_question(written)
    assert encode_question(read) == written
    assert to_plain(read) == json.loads(written, parse_constant=pytest.fail)


@given(EVIDENCE)
def test_what_json_can_hold_comes_back_unchanged(data: Any) -> None:
    once = plain_data(data)
    assert plain_data(once) == once
    assert json.loads(json.dumps(once, allow_nan=False)) == once


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (math.nan, None),
        ([math.inf, -math.inf, 1.5], [None, None, 1.5]),
        (2**64 - 1, 2**64 - 1),
        (-(2**63), -(2**63)),
        (2**64, "0x10000000000000000"),
        (-(2**64), "-0x10000000000000000"),
        ("\ud800x", "\\ud800x"),
        ({"\udfff": 1}, {"\\udfff": 1}),
        ({2: "b", 10: "a"}, {"10": "a", "2": "b"}),
        ((1, (2,)), [1, [2]]),
        ({3, 1, 2}, [1, 2, 3]),
        (np.arange(4, dtype=np.float32).reshape(2, 2), [[0.0, 1.0], [2.0, 3.0]]),
        (np.array([np.nan, 1.0]), [None, 1.0]),
        (np.array(3), 3),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        ({np.int64(3): np.int64(4)}, {"3": 4}),
        (Colour.red, 1),
        (object(), "<object>"),
        (b"bytes", "<bytes>"),
    ],
)
def test_what_json_cannot_hold_is_said_otherwise(data: object, plain: object) -> None:
    assert plain_data(data) == plain


def test_a_number_of_a_million_digits_is_cut() -> None:
    shown = plain_data(1 << 4_000_000)
    assert shown.startswith("0x1000") and len(shown) == 200


def test_a_nesting_deeper_than_readers_can_follow_ends() -> None:
    question = a_question(nested(100_000))
    text = encode_question(question).decode()
    assert text.count("[[") < DEEPEST and '"…"' in text
    assert decode_question(text).evidence[0].title == "title"


def test_a_list_that_holds_itself_ends() -> None:
    whole: list[Any] = [1]
    whole.append(whole)
    assert json.dumps(plain_data(whole)).count("1") == DEEPEST


def test_numbers_that_are_none_leave_a_note() -> None:
    bad = quality(math.inf, (0.1, math.nan), share=0.0)
    read = decode_question(encode_question(a_question(quality=bad, metrics={"loss": math.nan, "f1": 0.4})))
    assert read.metrics == {"f1": 0.4}
    assert read.quality is not None
    assert (read.quality.value, read.quality.ci95) == (None, None)
    assert read.notes == [
        "The metric loss came to nan and is left out.",
        "The quality came to inf, which is no number to compare.",
    ]


def test_an_interval_without_end_is_dropped_and_the_value_kept() -> None:
    read = decode_question(encode_question(a_question(quality=quality(0.7, (-math.inf, 0.9), share=0.5))))
    assert isinstance(read.quality, QualityResult)
    assert (read.quality.value, read.quality.ci95) == (0.7, None)


def test_a_whole_result_reads_back() -> None:
    plain = to_plain(result())
    read = decode_result(msgspec.json.encode(plain))
    assert to_plain(read) == plain
    assert to_plain(finite(result())) == plain


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"id": "seven"}', b"\xff"])
def test_what_is_no_result_is_refused(content: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_question(content)
