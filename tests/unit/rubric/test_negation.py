"""Which words of a sentence are denied. The word in brackets is asked about."""

from __future__ import annotations

import pytest

from harness.rubric.negation import denials, denies_what_follows, retracts, retracts_all


@pytest.mark.parametrize(
    ("marked", "denied"),
    [
        # said
        ("water [boils] in a pot", False),
        ("water does not only [boil] but also freezes", False),
        ("water doesn't just [boil], it sings", False),
        ("water does not fail to [boil]", False),
        ("no matter how cold, water [boils]", False),
        ("whether or not you look, water [boils]", False),
        ("unlike oil, water [boils]", False),
        ("without any salt, water [boils]", False),
        ("it does not burn but [boils]", False),
        ("nothing but [boiling] helps", False),
        ("it is not wrong that water [boils]", False),
        ("water is heated rather than cooled, and it [boils]", False),
        ("水不仅[沸腾],而且蒸发", False),
        ("水无不[沸腾]", False),
        ("水不断地[沸腾]", False),
        ("不是燃烧,而是[沸腾]", False),
        ("不用加盐就会[沸腾]", False),
        ("与油不同,水会[沸腾]", False),
        ("water 不仅会 [boil]", False),
        # denied
        ("water does not [boil]", True),
        ("water doesn't [boil]", True),
        ("water never [boils]", True),
        ("water cannot, at any rate, [boil]", True),
        ("water fails to [boil]", True),
        ("no water in this pot [boils]", True),
        ("water is heated without [boiling]", True),
        ("water freezes rather than [boils]", True),
        ("water neither freezes nor [boils]", True),
        ("it is a myth that water [boils]", True),
        ("it would be wrong to say that water [boils]", True),
        ("the claim that water [boils] is false", True),
        ("water [boils], which is wrong", True),
        ("many think that water [boils], but that is not what happens", True),
        ("[boiling] water is not the goal", True),
        ("水并不[沸腾]", True),
        ("水没有[沸腾]", True),
        ("水无法[沸腾]", True),
        ("有人误以为水[沸腾]", True),
        ("认为水会[沸腾]是错误的", True),
        ("水会[沸腾]这种说法是错的", True),
        ("让水[沸腾]并不是目标", True),
        ("水 not [boil]", True),
        ("水does not [沸腾]", True),
    ],
)
def test_denials(marked: str, denied: bool):
    start = marked.index("[")
    text = marked.replace("[", "").replace("]", "")
    assert denials(text).deny((start, start + 1)) is denied


def test_what_is_denied_of_a_clause_leaves_the_others():
    text = "water boils, and freezing it is not the goal"
    assert not denials(text).deny((text.index("boils"), 0))
    assert denials(text).deny((text.index("freezing"), 0))


@pytest.mark.parametrize(
    ("text", "takes_back"),
    [
        ("this is false.", True),
        ("but that claim is not true.", True),
        ("这是错的。", True),
        ("但这种说法不正确。", True),
        ("this is simple.", False),
        ("这是对的。", False),
    ],
)
def test_a_sentence_that_takes_the_last_one_back(text: str, takes_back: bool):
    assert retracts(text) is takes_back


@pytest.mark.parametrize(
    ("text", "takes_back"),
    [("none of the above is true.", True), ("以上说法全都是错误的。", True), ("以上都很重要。", False)],
)
def test_a_sentence_that_takes_all_back(text: str, takes_back: bool):
    assert retracts_all(text) is takes_back


@pytest.mark.parametrize(
    ("text", "announces"),
    [
        ("the following statements are all wrong:", True),
        ("here are three myths:", True),
        ("以下说法是错误的:", True),
        ("the following facts are known:", False),
        ("以下是要点:", False),
    ],
)
def test_a_sentence_that_announces_what_is_false(text: str, announces: bool):
    assert denies_what_follows(text) is announces
