"""Question 15: its sentences, and the check of phrases at any place (no training of a net)."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from classifiers import WordCounts, failed

from harness.question import DataRequest
from reference.classifier.data import ClassifierData
from reference.data import phrases
from reference.data.labelled import Labelled
from reference.data.rated_sentences import RATED_SENTENCES, key
from reference.q15_cnn_classifier import data as q15_data
from reference.q15_cnn_classifier.checks import phrase_anywhere, short_texts

NEUTRAL = set(phrases.WORDS.split())
ROWS = tuple(Labelled(("stone river bridge", "flame smoke ash")[place % 2], place % 2) for place in range(70))
DATA = ClassifierData(ROWS, ROWS[:10], ("water", "fire"))

prepared = pytest.mark.skipif(
    not RATED_SENTENCES.path("rated_sentences.jsonl").exists(),
    reason="the rated sentences are not prepared: run `harness prepare`",
)


class Pairs(WordCounts):
    """Counts pairs of neighbours that are no neutral words: enough to tell the phrases apart wherever they stand."""

    def words(self, text: str) -> list[str]:
        words = super().words(text)
        return ["_".join(pair) for pair in pairwise(words) if not NEUTRAL & set(pair)] or words


class PairsAtTheBeginning(Pairs):
    def words(self, text: str) -> list[str]:
        return super().words(" ".join(text.split()[:40]))


class NeedsThreeWords(Pairs):
    def words(self, text: str) -> list[str]:
        words = text.split()
        assert not words or len(words) >= 3, "the kernel is longer than the text"
        return super().words(text)


class TestChecks:
    def test_pairs_of_neighbours_find_phrases(self) -> None:
        assert failed(DATA, Pairs, [phrase_anywhere, short_texts]) == {}

    def test_a_bag_of_words_does_not(self) -> None:
        assert "in their order" in failed(DATA, WordCounts, [phrase_anywhere])["phrase_anywhere"]

    def test_a_phrase_at_the_end_of_a_longer_text_must_be_found(self) -> None:
        message = failed(DATA, PairsAtTheBeginning, [phrase_anywhere])["phrase_anywhere"]
        shares = [int(share) for share in re.findall(r"(\d+)% (?:first|in the middle|last)", message)]
        assert shares[0] >= 80 > shares[2]

    def test_texts_shorter_than_the_kernel(self) -> None:
        assert "short_texts" in failed(DATA, NeedsThreeWords, [short_texts])


@prepared
class TestData:
    def test_sizes_are_those_of_the_statement_and_labels_are_balanced(self) -> None:
        data = q15_data.make_data(DataRequest())
        assert Counter(row.label for row in data.train) == dict.fromkeys(range(4), 1500)
        assert Counter(row.label for row in data.held_out) == dict.fromkeys(range(4), 400)
        assert data.names == ("movie reviews", "product reviews", "editorials", "tweets")

    def test_no_leak(self) -> None:
        data = q15_data.make_data(DataRequest(seed=3))
        assert not {key(row.text) for row in data.train} & {key(row.text) for row in data.held_out}
