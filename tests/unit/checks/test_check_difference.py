"""Two answers compared, and told apart in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.checks import Difference, first_difference

LONG = "the same words again and again " * 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        (None, None),
        (True, True),
        (1, 1.00005),
        (1000.0, 1000.05),
        (np.array([1.0, -0.0]), np.array([1.00005, 0.0])),
        (np.array([np.inf]), np.array([np.inf])),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.array([True, False]), np.array([True, False])),
        ([{"answer": "x", "score": 0.5}], [{"answer": "x", "score": 0.50005}]),
        ([[0, 4, "PER"]], [[0, 4, "PER"]]),
        ({"mu": np.ones(2)}, {"mu": np.ones(2)}),
    ],
)
def test_equal(one: Any, other: Any) -> None:
    assert first_difference(one, other, 1e-4) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (0.12, 0.4, Difference("", "0.12", "0.4")),
        ([0.1, 0.2], [0.1, 0.3], Difference("[1]", "0.2", "0.3")),
        ("good", "bad", Difference("", "'good'", "'bad'")),
        (["a", "b"], ["a"], Difference("", "2 items", "1 items")),
        ([{"label": "x"}], [{"label": "y"}], Difference('[0]["label"]', "'x'", "'y'")),
        ({"a": 1}, {"b": 1}, Difference('["a"]', "there", "absent")),
        ({}, {"b": 1}, Difference('["b"]', "absent", "there")),
        ([[0, 4, "PER"]], [[0, 5, "PER"]], Difference("[0][1]", "4", "5")),
        (np.zeros((2, 3)), np.zeros((2, 2)), Difference("", "shape [2, 3]", "shape [2, 2]")),
        (np.array([[1, 2], [3, 4]]), np.array([[1, 2], [5, 4]]), Difference("[1, 0]", "3", "5")),
        (
            np.array([0.0, 1.0, 2.0]),
            np.array([0.0, 1.5, 9.0]),
            Difference("[1]", "1", "1.5", " (2 of 3 numbers differ, by up to 7)"),
        ),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), Difference("[1]", "nan", "nan")),
        (np.array([True]), np.array([False]), Difference("[0]", "True", "False")),
        (True, 1, Difference("", "True", "1")),
        ("1", 1, Difference("", "'1'", "1")),
        (None, "", Difference("", "None", "''")),
        (np.array([np.inf]), np.array([-np.inf]), Difference("[0]", "inf", "-inf")),
    ],
)
def test_different(one: Any, other: Any, expected: Difference) -> None:
    assert first_difference(one, other, 1e-4) == expected


def test_long_strings_are_shown_where_they_part() -> None:
    difference = first_difference(LONG + "here", LONG + "there", 1e-4)
    assert difference is not None
    assert (difference.one[-8:], difference.other[-9:]) == ("in here'", "in there'"[-9:])
    assert difference.one.startswith("...'")
    assert len(difference.one) < 100


def test_values_come_with_the_ways_in_which_they_came() -> None:
    assert Difference("[3]", "0.12", "0.4").said("alone", "in a batch of 5") == "0.12 alone, 0.4 in a batch of 5"


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-5, 5) | st.text("ab", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=6,
)


@given(PLAIN, PLAIN)
def test_differs_from_another_but_never_from_itself(one: Any, other: Any) -> None:
    assert first_difference(one, one, 0.0) is None
    if one != other:
        assert first_difference(one, other, 0.0) is not None
    assert (first_difference(one, other, 0.1) is None) == (first_difference(other, one, 0.1) is None)
