"""What an answer must look like: values that pass, and what is said of those that do not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.faults import CandidateFault
from harness.plain import Unsendable
from harness.question import (
    Array,
    Flag,
    Ignored,
    Integer,
    ListOf,
    MapOf,
    OneOf,
    Optional,
    Real,
    Record,
    Row,
    Spec,
    Text,
)

SPAN = Row((Integer(0), Integer(0), OneOf(("PER", "ORG"))))
ANSWER = Record({"answer": Text(), "start": Integer(0), "score": Real()})
IMAGES = Array("float32", ("N", 1, 2, 2), low=0, high=1)


def told(spec: Spec, value: Any, dims: dict[str, int] | None = None) -> str:
    with pytest.raises(CandidateFault) as raised:
        spec.validate(value, "predict()", dims or {})
    assert raised.value.kind == "wire"
    return raised.value.message


@pytest.mark.parametrize(
    ("spec", "value", "canonical"),
    [
        (Ignored(), object(), None),
        (Flag(), True, True),
        (Text(), "好", "好"),
        (Integer(1, 3), 3, 3),
        (Real(0, 1), 1, 1.0),
        (Real(finite=False), float("inf"), float("inf")),
        (OneOf(("a", "b")), "b", "b"),
        (Optional(Text()), None, None),
        (ListOf(Integer()), [1, 2], [1, 2]),
        (ListOf(Real()), np.array([0.5, 1.5]), [0.5, 1.5]),
        (MapOf(Real()), {"a": 1}, {"a": 1.0}),
        (ANSWER, {"answer": "x", "start": 0, "score": 1}, {"answer": "x", "start": 0, "score": 1.0}),
        (ListOf(ListOf(SPAN)), [[[0, 4, "PER"]], []], [[[0, 4, "PER"]], []]),
    ],
)
def test_right_values_come_back_in_their_own_type(spec: Spec, value: Any, canonical: Any) -> None:
    came = spec.validate(value, "predict()", {})
    assert came == canonical
    assert type(came) is type(canonical)


@pytest.mark.parametrize(
    ("spec", "value", "message"),
    [
        (Flag(), 1, "predict(): expected bool, got int"),
        (Text(), b"x", "predict(): expected str, got bytes"),
        (Text(longest=2), "abc", "predict(): expected at most 2 characters, got 3"),
        (Integer(), True, "predict(): expected int, got bool"),
        (Integer(), 1.0, "predict(): expected int, got float"),
        (Integer(1, 3), 4, "predict(): expected an int from 1 to 3, got 4"),
        (Real(), "1", "predict(): expected float, got str"),
        (Real(), float("nan"), "predict(): expected a finite float, got nan"),
        (Real(), 10**400, "predict(): expected a finite float, got an int too large for one"),
        (Real(high=0), 0.5, "predict(): expected a float of at most 0, got 0.5"),
        (OneOf(("a",)), "b", "predict(): expected one of 'a', got 'b'"),
        (ListOf(Integer()), {"a": 1}, "predict(): expected list, got dict"),
        (ListOf(Integer()), [1, None], "predict()[1]: expected int, got None"),
        (ListOf(Integer()), [1, Unsendable("Foo")], "predict()[1]: expected int, got Foo"),
        (MapOf(Real()), {"a": "b"}, "predict()['a']: expected float, got str"),
        (ANSWER, {"answer": "x", "start": 0}, "predict(): expected the key 'score', got a dict without it"),
        (ListOf(SPAN), [[0, 4]], "predict()[0]: expected 3 items, got 2"),
        (ListOf(SPAN), [[0, 4, "LOC"]], "predict()[0][2]: expected one of 'PER', 'ORG', got 'LOC'"),
        (IMAGES, [[1.0], [1.0, 2.0]], "predict(): expected rows of equal length, got ragged ones"),
        (IMAGES, [["a"]], "predict()[0][0]: expected a number, got str"),
        (IMAGES, np.zeros((3, 2, 2), np.float32), "predict(): expected shape [?, 1, 2, 2], got [3, 2, 2]"),
        (IMAGES, np.full((1, 1, 2, 2), np.nan, np.float32), "predict(): expected finite numbers, got NaN or infinity"),
        (IMAGES, np.full((1, 1, 2, 2), 1.5, np.float32), "predict(): expected entries from 0 to 1, got 1.5 to 1.5"),
        (Array("int64", (None,)), np.array([0.5]), "predict(): expected dtype int64, got float64"),
        (Array("bool", (None,)), np.array([1]), "predict(): expected dtype bool, got int64"),
        (Array("int64", (None,)), [2**70], "predict(): expected numbers that fit 64 bits, got larger ones"),
    ],
)
def test_wrong_values_are_told_with_their_place(spec: Spec, value: Any, message: str) -> None:
    assert told(spec, value) == message


class TestDimensions:
    def test_a_name_is_bound_by_an_argument_and_holds_for_the_answer(self) -> None:
        dims: dict[str, int] = {}
        ListOf(Text(), "N").bind(["a", "b"], dims)
        assert dims == {"N": 2}
        assert ListOf(Integer(), "N").validate([1, 2], "predict()", dims) == [1, 2]
        assert told(ListOf(Integer(), "N"), [1], dims) == "predict(): expected 2 items, got 1"
        assert (
            told(Array("float32", ("N", 3)), np.zeros((1, 3)), dims) == "predict(): expected shape [2, 3], got [1, 3]"
        )

    def test_an_array_binds_every_name(self) -> None:
        dims: dict[str, int] = {}
        Array("float32", ("B", "T")).bind(np.zeros((2, 5)), dims)
        assert dims == {"B": 2, "T": 5}

    @pytest.mark.parametrize(("first", "shape"), [("N", (0, 4)), (None, (0, 4))])
    def test_no_rows_have_no_width(self, first: str | None, shape: tuple[int, ...]) -> None:
        array = Array("float32", (first, 4)).validate([], "predict_proba()", {"N": 0})
        assert (array.shape, array.dtype) == (shape, np.float32)

    def test_no_rows_where_some_were_asked_for_are_too_few(self) -> None:
        assert told(Array("float32", ("N", 4)), [], {"N": 2}) == "predict(): expected shape [2, 4], got [0]"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just(Unsendable("Foo")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)
SPECS: list[Spec] = [
    Flag(), Text(), Integer(0), Real(), OneOf(("a",)), Optional(Integer()), ListOf(ListOf(SPAN)), MapOf(Real()), ANSWER,
    IMAGES, Array("int64", (None, None)), Array("bool", ("N",)),
]  # fmt: skip


@given(st.sampled_from(SPECS), PLAIN)
def test_whatever_came_is_taken_or_told_and_nothing_else(spec: Spec, value: Any) -> None:
    try:
        came = spec.validate(value, "predict()", {})
    except CandidateFault as fault:
        assert fault.message.startswith("predict()")
        return
    again = spec.validate(came, "predict()", {})
    assert np.array_equal(again, came) if isinstance(came, np.ndarray) else again == came


@given(st.sampled_from(SPECS))
def test_every_shape_has_words(spec: Spec) -> None:
    assert spec.describe()
