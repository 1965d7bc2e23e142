"""Telling sentences from heaps of words."""

from __future__ import annotations

import random

import pytest

from harness.rubric.sentences import LIST, NO_VERB, REPEATS, TOO_SHORT, complaint
from harness.rubric.word_order import in_no_order

ENGLISH = (
    "the heat of the stove goes into the pot, and from the pot it goes into the water. while the water is getting "
    "warm, small bubbles rise from the bottom of the pot to the surface. when all of it is at a hundred degrees, "
    "it boils, and the steam that leaves the pot carries the rest of the heat away with it."
)
CHINESE = (
    "炉子的热量先传到锅里,再从锅传到水里。水变热的时候,小气泡从锅底升到水面。等到所有的水都到了一百度,它就沸腾了,"
    "而离开锅的水蒸气把其余的热量也带走了。这个过程中的温度是不变的,因为多出来的热量都被用在了汽化上。"
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("water boils at a hundred degrees.", None),
        ("water freezes when it is cold enough.", None),
        ("水在一百度的时候沸腾。", None),
        ("在 kitchen 里 water 会在一百度 boil。", None),
        ("the pot holds water, milk, tea or soup.", None),
        ("3. state: the water in the pot becomes steam.", None),
        ("boiling water", TOO_SHORT),
        ("水沸腾", TOO_SHORT),
        ("water, boiling, steam, heat, kettle, hundred degrees", LIST),
        ("water boiling hundred degrees steam pressure kettle", LIST),
        ("水、沸腾、蒸汽、一百度、水壶、温度、压强", LIST),
        ("水/water、沸腾/boiling、蒸汽/steam", LIST),
        ("boiling: water, heat, hundred degrees, steam", LIST),
        ("this is about boiling water temperature, hundred degree steam, kettle heat pressure, tea leaf colour.", LIST),
        ("the old kitchen kettle with hot water inside", NO_VERB),
        ("water takes heat water takes heat, so the water takes heat and water takes heat.", REPEATS),
    ],
)
def test_complaints(text: str, why: str | None):
    assert complaint(text) == why


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_prose_is_in_order(text: str):
    assert not in_no_order([text])


@pytest.mark.parametrize("words", [ENGLISH.split(), list(CHINESE)], ids=["en", "zh"])
def test_many_shuffled_texts_are_in_no_order(words: list[str]):
    shuffled = []
    for seed in range(20):
        order = list(words)
        random.Random(seed).shuffle(order)
        shuffled.append((" " if words[0].isascii() else "").join(order))
    assert sum(in_no_order([text]) for text in shuffled) >= 8


def test_short_texts_have_too_few_places_to_tell():
    assert not in_no_order(["of the the of"])
