"""The made data sets for classification: questions 13, 14 and 15."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from reference.data import far_negation, phrases, who_did_what
from reference.data.labelled import Labelled
from reference.data.parts import Parts

Make = Callable[[int, int, int], Parts[Labelled]]

SETS: dict[str, tuple[Make, int]] = {
    "who_did_what": (who_did_what.make, 4),
    "far_negation": (far_negation.make, 2),
    "phrases": (phrases.make, 4),
}


@pytest.mark.parametrize(("make", "classes"), SETS.values(), ids=SETS)
class TestAll:
    def test_sizes_classes_and_no_shared_text(self, make: Make, classes: int) -> None:
        made = make(0, 600, 200)
        assert (len(made.train), len(made.held_out)) == (600, 200)
        for part in (made.train, made.held_out):
            counts = Counter(row.label for row in part)
            assert set(counts) == set(range(classes))
            assert min(counts.values()) > 0.7 * len(part) / classes
        texts = [row.text for row in (*made.train, *made.held_out)]
        assert len(set(texts)) == len(texts)

    def test_a_seed_repeats_and_another_differs(self, make: Make, classes: int) -> None:
        assert make(3, 50, 20) == make(3, 50, 20)
        shared = {row.text for row in make(3, 50, 20).held_out} & {row.text for row in make(4, 50, 20).held_out}
        assert len(shared) <= 1

    def test_a_bag_of_words_gets_chance(self, make: Make, classes: int) -> None:
        made = make(0, 1500, 500)
        words = CountVectorizer(token_pattern=r"\S+")
        counts = words.fit_transform([row.text for row in made.train])
        model = LogisticRegression(max_iter=300).fit(counts, [row.label for row in made.train])
        right = model.score(words.transform([r.text for r in made.held_out]), [r.label for r in made.held_out])
        assert abs(right - 1 / classes) < 0.08

    def test_who_copies_the_most_similar_training_text_gets_chance(self, make: Make, classes: int) -> None:
        """Near-duplicates across the parts would show here."""
        made = make(0, 1500, 500)
        words = CountVectorizer(token_pattern=r"\S+")
        known = normalize(words.fit_transform([row.text for row in made.train]))
        nearest = (normalize(words.transform([row.text for row in made.held_out])) @ known.T).toarray().argmax(axis=1)
        pairs = zip(nearest.tolist(), made.held_out, strict=True)
        right = np.mean([made.train[index].label == row.label for index, row in pairs])
        assert right < 1 / classes + 0.1


class TestWhoDidWhat:
    def test_groups_of_the_same_words_have_one_sentence_a_class(self) -> None:
        for group in who_did_what.same_words(0, 20):
            assert [row.label for row in group] == [0, 1, 2, 3]
            assert len({tuple(sorted(row.text.split())) for row in group}) == 1
            assert len({row.text for row in group}) == 4

    def test_held_out_pairs_never_met_in_training(self) -> None:
        made = who_did_what.make(0, 1500, 300)
        met = [
            {
                (person, animal)
                for row in part
                for person in set(who_did_what.PEOPLE) & set(row.text.split())
                for animal in set(who_did_what.ANIMALS) & set(row.text.split())
            }
            for part in (made.train, made.held_out)
        ]
        assert met[0].isdisjoint(met[1])

    @pytest.mark.parametrize(
        ("told", "label"),
        [
            ("the nurse never chased and always helped the cat", 0),
            ("the nurse always chased and never helped the cat", 1),
            ("the cat never chased and always helped the nurse", 2),
            ("the cat always chased and never helped the nurse", 3),
        ],
    )
    def test_known_labels(self, told: str, label: int) -> None:
        words = {
            "person": "nurse", "animal": "cat", "harm": "chased", "care": "helped", "adverb": "", "before": "",
            "after": "", "voice": "active", "first": "harm",
        }  # fmt: skip
        assert who_did_what._sentence(words, label) == Labelled(f"{told} .", label)


class TestFarNegation:
    def test_labels_follow_from_the_two_words(self) -> None:
        turning = tuple(turned for _, turned in far_negation.OPENINGS)
        for row in far_negation.make(0, 300, 0).train:
            turned = row.text.startswith(turning)
            positive = row.text.split()[-2] in far_negation.POSITIVE
            assert row.label == int(positive != turned)

    def test_distance_grows_with_the_clauses(self) -> None:
        near, far = (far_negation.make(0, 100, 0, clauses).train for clauses in ((1, 1), (4, 4)))
        lengths = [np.mean([len(row.text.split()) for row in rows]) for rows in (near, far)]
        assert lengths[1] - lengths[0] > 12


class TestPhrases:
    def test_a_phrase_stands_where_it_is_put(self) -> None:
        rng = np.random.default_rng(0)
        for at in (0, 5, 10):
            row = phrases.place(rng, 2, 10, at)
            words = row.text.split()
            assert len(words) == 13
            assert " ".join(words[at : at + 3]) in phrases.PHRASES[2]

    def test_all_classes_have_the_same_words(self) -> None:
        bags = [sorted(tuple(sorted(phrase.split())) for phrase in group) for group in phrases.PHRASES]
        assert all(bag == bags[0] for bag in bags)
        neutral = set(phrases.WORDS.split())
        assert neutral.isdisjoint(word for group in phrases.PHRASES for phrase in group for word in phrase.split())

    def test_every_text_has_exactly_one_phrase(self) -> None:
        every = [phrase for group in phrases.PHRASES for phrase in group]
        for row in phrases.make(1, 200, 0).train:
            assert sum(f" {phrase} " in f" {row.text} " for phrase in every) == 1
