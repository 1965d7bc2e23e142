"""Real sentences by sentiment and by source: questions 14, 15, 16 and 30."""

from __future__ import annotations

from collections import Counter

import pytest

from reference.data import rated_sentences, reviews
from reference.data.rated_sentences import RATED_SENTENCES, SOURCES, key

pytestmark = pytest.mark.skipif(
    not RATED_SENTENCES.path("rated_sentences.jsonl").exists(), reason="run `harness prepare`"
)


@pytest.mark.parametrize(("make", "classes"), [(reviews.sentiment, 2), (reviews.by_source, 4)])
def test_balanced_distinct_and_without_a_leak(make, classes: int) -> None:
    made = make(0, 800, 400)
    assert (len(made.train), len(made.held_out)) == (800, 400)
    for part in (made.train, made.held_out):
        assert Counter(row.label for row in part) == dict.fromkeys(range(classes), len(part) // classes)
    keys = [key(row.text) for row in (*made.train, *made.held_out)]
    assert len(set(keys)) == len(keys)
    assert make(0, 800, 400) == made
    assert make(1, 800, 400).held_out != made.held_out


def test_parts_are_the_same_under_every_seed() -> None:
    held_out = {row.text for row in reviews.sentiment(0, 0, 1200).held_out}
    assert held_out.isdisjoint(row.text for row in reviews.sentiment(5, 5000, 0).train)


def test_labels_are_right() -> None:
    score = {rated_sentences.readable(s.text): s for s in rated_sentences.load()}
    for row in reviews.sentiment(0, 500, 100).train:
        assert abs(score[row.text].score) >= reviews.CLEAR
        assert row.label == int(score[row.text].score > 0)
    for row in reviews.by_source(0, 400, 100).held_out:
        assert score[row.text].source == SOURCES[row.label]


def test_too_many_are_refused() -> None:
    with pytest.raises(ValueError, match="sentences of class 0 asked for"):
        reviews.sentiment(0, 20_000, 0)
