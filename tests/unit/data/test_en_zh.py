"""The English-Chinese sentences of questions 10, 18, 24 and 28."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from reference.data import en_zh
from reference.data.en_zh import Pair, is_held_out
from reference.data.en_zh_words import DAILY, OFFICE
from reference.data.parts import Parts


@pytest.fixture(scope="module")
def made() -> Parts[Pair]:
    return en_zh.make(0, 4000, 400)


KNOWN = {
    "Every day": "每天",
    "did not": "没有",
    "will not": "不会",
    "Where": "哪里",
    "Who": "谁",
    "Did": "吗？",
    "yesterday": "昨天",
    "tomorrow": "明天",
    "two": "两",
    "bicycle": "辆",
    "books": "本",
    "horse": "匹",
}


@pytest.mark.parametrize(("english", "chinese"), KNOWN.items())
def test_words_have_their_translations(made: Parts[Pair], english: str, chinese: str) -> None:
    found = [pair for pair in made.train if english in pair.source.replace(".", " ").replace("?", " ").split()]
    found = found or [pair for pair in made.train if pair.source.startswith(english) or f" {english} " in pair.source]
    assert len(found) > 5
    assert all(chinese in pair.target for pair in found)


def test_sentences_are_whole(made: Parts[Pair]) -> None:
    for pair in (*made.train, *made.held_out):
        assert pair.source[0].isupper()
        assert pair.source[-1] in ".?"
        assert pair.target[-1] == {".": "。", "?": "？"}[pair.source[-1]]
        assert "  " not in pair.source
        assert not any(character.isascii() for character in pair.target)
        assert 3 <= len(pair.source.split()) <= 16


def test_negated_sentences_are_negated_in_both(made: Parts[Pair]) -> None:
    for pair in made.train:
        assert (" not " in pair.source) == any(word in pair.target for word in ("没有", "不")), pair


def test_a_source_has_one_translation_and_only_the_time_may_move(made: Parts[Pair]) -> None:
    assert len({pair.source for pair in made.train}) == len(made.train)
    sources = Counter(pair.target for pair in made.train)
    assert max(sources.values()) <= 2


@pytest.mark.parametrize("seed", [0, 1, 10])
def test_held_out_verbs_and_nouns_never_met_in_training(seed: int) -> None:
    made = en_zh.make(seed, 2000, 200)
    met = [{(pair.verb, pair.noun) for pair in part} for part in (made.train, made.held_out)]
    assert met[0].isdisjoint(met[1])
    assert all(is_held_out(*pair) for pair in met[1])
    seen = {word for pair in met[0] for word in pair}
    assert all(verb in seen and noun in seen for verb, noun in met[1])


def test_every_verb_and_noun_is_in_both_parts_of_the_grammar() -> None:
    for vocabulary in (DAILY, OFFICE):
        for verb in vocabulary.verbs:
            nouns = [noun for noun in DAILY.nouns + OFFICE.nouns if noun.kind in verb.objects]
            held = sum(is_held_out(verb.base, noun.en) for noun in nouns)
            assert held < len(nouns), verb.base


def test_the_office_has_words_that_the_everyday_lacks(made: Parts[Pair]) -> None:
    office = en_zh.make(0, 500, 100, "office")
    known = set("".join(pair.target for pair in made.train)) | {"."}
    assert np.mean([bool(set(pair.target) - known) for pair in office.held_out]) > 0.7
    assert {pair.source for pair in office.train}.isdisjoint(pair.source for pair in made.train)


def test_a_seed_repeats_and_another_makes_other_sentences(made: Parts[Pair]) -> None:
    assert en_zh.make(0, 4000, 400) == made
    assert en_zh.make(0, 100, 10).train == made.train[:100]
    other = {pair.source for pair in en_zh.make(1, 0, 400).held_out}
    assert len(other & {pair.source for pair in made.held_out}) < 20
