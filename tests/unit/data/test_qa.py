"""The question-answering items of questions 11 and 26."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.data import qa
from reference.data.names import part_of
from reference.data.parts import Parts
from reference.data.qa import LONG_WORDS, QuestionItem
from reference.data.qa_templates import EVENTS, OBJECT_NOUNS

NAMES = ("person", "person2", "place", "place2", "organisation")


@pytest.fixture(scope="module")
def made() -> Parts[QuestionItem]:
    return qa.make(0, 400, 200)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30)
def test_answers_stand_where_they_should_and_only_there(seed: int) -> None:
    for item in qa.make(seed, 2, 2).held_out:
        assert item.context[item.start : item.start + len(item.answer)] == item.answer
        assert len(re.findall(rf"(?<!\w){re.escape(item.answer)}(?!\w)", item.context)) == 1
        assert item.answer not in item.question


def test_sizes_slots_and_places(made: Parts[QuestionItem]) -> None:
    assert (len(made.train), len(made.held_out)) == (400, 200)
    slots = [item.slot for item in made.train]
    for slot in (*NAMES, "object", "day", "number"):
        assert slots.count(slot) > 5, slot
    places = [item.start / len(item.context) for item in made.train]
    for low in (0.0, 0.25, 0.5, 0.75):
        assert sum(low <= place < low + 0.25 for place in places) > 40


def test_another_event_of_the_same_kind_distracts(made: Parts[QuestionItem]) -> None:
    """The first sentence alone holds the answer in a third of the items at most."""
    first = sum(item.answer in item.context.split(". ")[0] for item in made.held_out)
    assert first < len(made.held_out) / 3


@pytest.mark.parametrize("seed", [0, 3])
def test_names_and_objects_of_held_out_items_are_unseen(seed: int) -> None:
    made = qa.make(seed, 300, 150)
    for item in made.held_out:
        if item.slot == "object":
            assert part_of(item.answer.split()[-1], seed) == "held_out"
    answers = [{item.answer for item in part if item.slot in NAMES} for part in (made.train, made.held_out)]
    assert answers[0].isdisjoint(answers[1])
    text = " ".join(item.context for item in made.train)
    assert not [answer for answer in answers[1] if re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text)]


def test_long_contexts_are_longer_than_the_encoder_reads() -> None:
    items = qa.make_long(0, 30)
    assert min(len(item.context.split()) for item in items) >= LONG_WORDS
    places = sorted(item.start / len(item.context) for item in items)
    assert places[0] < 0.3
    assert places[-1] > 0.7
    for item in items:
        assert item.context[item.start : item.start + len(item.answer)] == item.answer


def test_a_seed_repeats_and_another_differs(made: Parts[QuestionItem]) -> None:
    assert qa.make(0, 400, 200) == made
    assert {item.context for item in qa.make(1, 0, 200).held_out}.isdisjoint(item.context for item in made.held_out)
    assert qa.make_long(0, 2) != qa.make_long(1, 2)


def test_templates_use_slots_that_each_statement_fills() -> None:
    assert len(set(OBJECT_NOUNS)) == len(OBJECT_NOUNS)
    for kind in EVENTS:
        slots = [set(re.findall(r"\{(\w+)\}", statement)) for statement in kind.statements]
        assert all(found == slots[0] for found in slots)
        for slot, questions in kind.questions.items():
            for question in questions:
                asked = set(re.findall(r"\{(\w+)\}", question))
                assert slot in slots[0]
                assert slot not in asked
                assert asked
                assert asked <= slots[0]
