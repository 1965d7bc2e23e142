"""Question 13: its sentences, and the check of word order (no training)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from classifiers import WordCounts, failed

from harness.question import DataRequest
from reference.data import who_did_what
from reference.q13_transformer_classifier import data as q13_data
from reference.q13_transformer_classifier.checks import word_order


@pytest.fixture(scope="module")
def data() -> Any:
    return q13_data.make_data(DataRequest(fast=True))


class ReadsOrder(WordCounts):
    """The rule that the sentences were made by."""

    def predict_proba(self, texts: list[str]) -> Any:
        return np.eye(4)[[self.label(text) for text in texts]].reshape(-1, 4)

    def label(self, text: str) -> int:
        words = text.split()
        people = [place for place, word in enumerate(words) if word in who_did_what.PEOPLE]
        animals = [place for place, word in enumerate(words) if word in who_did_what.ANIMALS]
        harm = [place for place, word in enumerate(words) if word in who_did_what.HARM]
        if not (people and animals and harm):
            return 0
        animal_acts = (animals[0] < people[0]) != ("was" in words[min(people[0], animals[0]) :][:2])
        often = [word for word in words[: harm[0]] if word in ("always", "never")]
        return 2 * animal_acts + (often[-1] == "always")


class ReadsWhoActs(ReadsOrder):
    """Knows the actor, and takes everything for care."""

    def label(self, text: str) -> int:
        return super().label(text) // 2 * 2


class TestWordOrder:
    def test_the_rule_passes(self, data: Any) -> None:
        assert failed(data, ReadsOrder, [word_order]) == {}

    def test_half_of_the_rule_passes(self, data: Any) -> None:
        assert failed(data, ReadsWhoActs, [word_order]) == {}

    def test_a_bag_of_words_is_told_what_it_is(self, data: Any) -> None:
        assert "bag of words" in failed(data, WordCounts, [word_order])["word_order"]

    def test_order_that_changes_rows_by_chance_does_not_do(self, data: Any) -> None:
        class ByHash(WordCounts):
            def predict_proba(self, texts: list[str]) -> Any:
                rows = [np.random.default_rng(list(text.encode())).random(4) for text in texts]
                return np.array([row / row.sum() for row in rows])

        assert "at least 40% was expected" in failed(data, ByHash, [word_order])["word_order"]


class TestData:
    def test_no_held_out_sentence_or_pair_of_actors_is_trained_on(self, data: Any) -> None:
        def pairs(rows: Any) -> set[frozenset[str]]:
            actors = {*who_did_what.PEOPLE, *who_did_what.ANIMALS}
            return {frozenset(word for word in row.text.split() if word in actors) for row in rows}

        assert not {row.text for row in data.train} & {row.text for row in data.held_out}
        assert not pairs(data.train) & pairs(data.held_out)

    def test_sizes_and_lengths_are_those_of_the_statement(self) -> None:
        whole = q13_data.make_data(DataRequest())
        assert (len(whole.train), len(whole.held_out), whole.classes) == (3000, 600, 4)
        lengths = [len(row.text.split()) for row in (*whole.train, *whole.held_out)]
        assert (min(lengths), max(lengths)) == (10, 27)

    def test_the_examples_of_the_statement_are_right(self) -> None:
        reader = ReadsOrder(seed=0, device="cpu")
        assert reader.label("the bear never chased and always healed the nurse") == 2
        assert reader.label("the nurse was always healed and never chased by the bear") == 2
