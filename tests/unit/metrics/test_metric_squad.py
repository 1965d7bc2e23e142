"""Exact match and F1 of answers: the official script's values worked out by hand, and Chinese."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.bootstrap import Bootstrap
from metrics.squad import exact_match, squad_f1
from metrics.tokens import answer_words

ASCII_ANSWER = st.lists(st.sampled_from(["the", "An", "U.S.", "a", "B2B", "don't", "$5", "theatre", "-", "7,000"])).map(
    " ".join
)


@pytest.mark.parametrize(
    ("answer", "reference", "exact", "f1"),
    [
        ("The Eiffel Tower", "eiffel tower.", 1, 1),
        ("U.S.", "us", 1, 1),
        ("in the year 1889", "1889", 0, 1 / 2),  # in, year, 1889 against 1889
        ("Paris", "London", 0, 0),
        ("", "Paris", 0, 0),
        ("the", "", 1, 1),  # neither has a word: an unanswerable question left unanswered
        ("北京", "北京", 1, 1),
        ("在北京", "北京", 0, 4 / 5),
        ("《红楼梦》", "红楼梦", 1, 1),
        ("１９４９年", "1949年", 1, 1),
        ("1949 年", "1949年", 1, 1),
        ("the北京", "北京。", 1, 1),
        ("南京", "北京", 0, 1 / 2),
        ("café", "cafe\u0301", 1, 1),
        ("Москва", "москва", 1, 1),
    ],
)
def test_by_hand(answer, reference, exact, f1) -> None:
    assert exact_match(hypotheses=[answer], references=[reference]).value == exact
    assert squad_f1(hypotheses=[answer], references=[reference]).value == pytest.approx(f1)


@given(ASCII_ANSWER)
def test_ascii_answers_are_normalised_as_the_official_script_does(answer: str) -> None:
    """Its four steps, in its order, written out as its paper's appendix does."""
    plain = "".join(character for character in answer.lower() if character not in set(string.punctuation))
    assert answer_words(answer) == re.sub(r"\b(a|an|the)\b", " ", plain).split()


def test_the_best_of_several_references_counts() -> None:
    references = [["Paris", "the city of Paris", "City of Light"], "北京"]
    assert exact_match(hypotheses=["city of paris", "北京"], references=references).value == 1
    assert squad_f1(hypotheses=["city of stars", "北京"], references=references).value == pytest.approx((2 / 3 + 1) / 2)


def test_a_question_needs_a_reference() -> None:
    with pytest.raises(ValueError, match=r"references\[1\]"):
        squad_f1(hypotheses=["a", "b"], references=["a", []])


@given(st.text(max_size=20), st.text(max_size=20))
def test_f1_is_a_share_and_agrees_with_exact_match(answer: str, reference: str) -> None:
    f1 = squad_f1(hypotheses=[answer], references=[reference], bootstrap=Bootstrap(0)).value
    exact = exact_match(hypotheses=[answer], references=[reference], bootstrap=Bootstrap(0)).value
    assert exact <= f1 <= 1
    assert squad_f1(hypotheses=[answer], references=[answer], bootstrap=Bootstrap(0)).value == 1
