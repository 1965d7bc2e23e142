"""Question 14: its sentences, and the checks of memory (no training of a net)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from classifiers import WordCounts, failed

from harness.question import DataRequest
from reference.classifier.data import ClassifierData
from reference.data import far_negation
from reference.data.labelled import Labelled
from reference.data.rated_sentences import RATED_SENTENCES, key
from reference.q14_rnn_sentiment import data as q14_data
from reference.q14_rnn_sentiment.checks import far_negation as far_negation_check
from reference.q14_rnn_sentiment.checks import order_at_a_distance, reads_last_step
from reference.q14_rnn_sentiment.made import TURNS, VERDICTS, last_words, opinions

ROWS = tuple(
    Labelled(f"{'bright' if place % 2 else 'dark'} stone river bridge window garden under {'ab'[place % 2]}", place % 2)
    for place in range(70)
)
DATA = ClassifierData(ROWS, ROWS[:10], q14_data.NAMES)

prepared = pytest.mark.skipif(
    not RATED_SENTENCES.path("rated_sentences.jsonl").exists(),
    reason="the rated sentences are not prepared: run `harness prepare`",
)


class LastWordCounts(WordCounts):
    """Counts only the last word of a text."""

    def words(self, text: str) -> list[str]:
        return super().words(text)[-1:]


class LastWordOfTheBatch(LastWordCounts):
    """The bug: takes what stands where the longest text of the call ends, which for a shorter text is a pad."""

    def predict_proba(self, texts: list[str]) -> Any:
        longest = max((len(text.split()) for text in texts), default=0)
        return super().predict_proba([text if len(text.split()) == longest else "" for text in texts])


class ReadsOpinions(WordCounts):
    """The rule that the opinions were made by."""

    def predict_proba(self, texts: list[str]) -> Any:
        said = [any(f" {word} " in text for word in far_negation.POSITIVE) for text in texts]
        return np.eye(2)[[int(text.startswith(TURNS) != good) for text, good in zip(texts, said, strict=True)]]


class Pairs(WordCounts):
    """Counts pairs of neighbours."""

    def words(self, text: str) -> list[str]:
        words = super().words(text)
        return ["_".join(pair) for pair in pairwise(words)] or words


class Decaying(WordCounts):
    """A sum of the words' values in which what was read earlier counts less: the plainest of states."""

    def predict_proba(self, texts: list[str]) -> Any:
        rows = []
        for text in texts:
            state = 0.0
            for word in text.split():
                state = 0.9 * state + (len(word) % 7 - 3) / 10
            rows.append(1 / (1 + np.exp(-state)))
        return np.array([[1 - row, row] for row in rows]).reshape(-1, 2)


class TestFarNegation:
    def test_the_rule_passes(self) -> None:
        assert failed(DATA, ReadsOpinions, [far_negation_check]) == {}

    @pytest.mark.parametrize("answer", [WordCounts, Pairs, LastWordCounts])
    def test_what_cannot_remember_is_told_how_many_it_had_right(self, answer: Any) -> None:
        message = failed(DATA, answer, [far_negation_check])["far_negation"]
        assert min(int(share) for share in re.findall(r"(\d+)% of (?:those|the others)", message)) <= 60

    def test_a_third_is_turned_round_and_none_of_those_asked_about_is_trained_on(self) -> None:
        made = opinions(1400, 1600, 80)
        assert len(made.train) == 1600
        turned = [row.text.startswith(TURNS) for row in made.train]
        assert sum(turned) == 532
        assert not {row.text for row in made.train} & {row.text for row in (*made.turned, *made.plain)}
        for rows, expected in ((made.turned, True), (made.plain, False)):
            assert {row.text.startswith(TURNS) for row in rows} == {expected}
            assert Counter(row.label for row in rows) == {0: 40, 1: 40}

    def test_the_examples_of_the_statement_are_right(self) -> None:
        reader = ReadsOpinions(seed=0, device="cpu")
        examples = ["i never think that the film is good .", "i really think that the film is good ."]
        assert reader.predict_proba(examples).argmax(axis=1).tolist() == [0, 1]


class TestLastStep:
    def test_the_last_word_passes(self) -> None:
        assert failed(DATA, LastWordCounts, [reads_last_step]) == {}

    def test_reading_the_pads_is_found_out(self) -> None:
        message = failed(DATA, LastWordOfTheBatch, [reads_last_step])["reads_last_step"]
        assert "the one after the pads" in message

    def test_all_words_alike_do_not_do(self) -> None:
        assert "reads_last_step" in failed(DATA, WordCounts, [reads_last_step])

    def test_the_last_word_says_the_label(self) -> None:
        rows = last_words(7, 200, (0, 40))
        assert all(row.text.split()[-1] in VERDICTS[row.label] for row in rows)
        lengths = [len(row.text.split()) for row in rows]
        assert min(lengths) >= 1
        assert max(lengths) <= 42
        others = sum(any(word in VERDICTS[1 - row.label] for word in row.text.split()) for row in rows)
        assert others == 100


class TestOrderAtADistance:
    def test_a_state_that_goes_from_word_to_word_passes(self) -> None:
        assert failed(DATA, Decaying, [order_at_a_distance]) == {}

    @pytest.mark.parametrize("answer", [WordCounts, Pairs])
    def test_windows_do_not(self, answer: Any) -> None:
        assert "windows" in failed(DATA, answer, [order_at_a_distance])["order_at_a_distance"]


@prepared
class TestData:
    def test_sizes_are_those_of_the_statement_and_labels_are_balanced(self) -> None:
        data = q14_data.make_data(DataRequest())
        assert Counter(row.label for row in data.train) == {0: 3000, 1: 3000}
        assert Counter(row.label for row in data.held_out) == {0: 700, 1: 700}

    def test_no_leak(self) -> None:
        data = q14_data.make_data(DataRequest(seed=3))
        assert not {key(row.text) for row in data.train} & {key(row.text) for row in data.held_out}
