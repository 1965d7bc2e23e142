"""What the text classifiers' questions share: which check sees which fault, and the evidence beside the quality."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from classifiers import WordCounts, exam_of, failed

from reference.classifier.checks import TOPICS, long_texts, order_plays_a_part, shared_checks
from reference.classifier.data import SMALL, ClassifierData
from reference.classifier.quality import accuracy_quality, confusion, macro_f1_quality, worst
from reference.data.labelled import Labelled

WORDS = ("rain wind cold grey storm hail", "sun beach warm sand blue sky", "leaf mist harvest apple wood fog")


def _rows(count: int, seed: int) -> tuple[Labelled, ...]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(len(WORDS), size=count).tolist()
    return tuple(Labelled(" ".join(rng.choice(WORDS[label].split(), 5).tolist()), label) for label in labels)


DATA = ClassifierData(_rows(120, 0), _rows(30, 1), ("winter", "summer", "autumn"))
CHECKS = shared_checks(long_texts(60))


class Crashes(WordCounts):
    def words(self, text: str) -> list[str]:
        known = {word for words in (*WORDS, *TOPICS) for word in words.split()}
        assert all(word in known for word in super().words(text))
        return super().words(text)


class EmptyIsNan(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        counts = np.array([len(self.words(text)) for text in texts], float)
        with np.errstate(invalid="ignore"):
            return super().predict_proba(texts) * (counts / counts)[:, None]


class Scores(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        return np.log(super().predict_proba(texts) + 1e-9)


class OverTexts(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        rows = super().predict_proba(texts)
        return rows / rows.sum(axis=0, keepdims=True)


class ByAppearance(WordCounts):
    def fit(self, texts: list[str], labels: list[int]) -> None:
        met = list(dict.fromkeys(labels))
        super().fit(texts, [met.index(label) for label in labels])


class Sorted(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        return super().predict_proba(sorted(texts, key=len))


class CutsEnd(WordCounts):
    def words(self, text: str) -> list[str]:
        return super().words(text)[:20]


class CutsStart(WordCounts):
    def words(self, text: str) -> list[str]:
        return super().words(text)[-20:]


class LongestCounts(WordCounts):
    """Spreads a row the more, the longer the longest text of the batch is."""

    def predict_proba(self, texts: list[str]) -> Any:
        share = min(1.0, max(map(len, texts), default=0) / 1000)
        rows = super().predict_proba(texts)
        return (1 - share) * rows + share / rows.shape[1]


class Forgets(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        self.calls = getattr(self, "calls", 0) + 1
        rows = super().predict_proba(texts) + self.calls
        return rows / rows.sum(axis=1, keepdims=True)


class SeedIgnored(WordCounts):
    made = 0

    def predict_proba(self, texts: list[str]) -> Any:
        if not hasattr(self, "noise"):
            SeedIgnored.made += 1
            self.noise = np.random.default_rng(SeedIgnored.made).random(len(self.counts))
        rows = super().predict_proba(texts) + self.noise
        return rows / rows.sum(axis=1, keepdims=True)


class OneColumnTooFew(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        return super().predict_proba(texts)[:, :-1]


class TestChecks:
    def test_an_answer_that_does_the_job_passes_them_all(self) -> None:
        assert failed(DATA, WordCounts, CHECKS) == {}

    @pytest.mark.parametrize(
        ("answer", "check"),
        [
            (Crashes, "unseen_words"),
            (EmptyIsNan, "empty_texts"),
            (Scores, "probabilities"),
            (OverTexts, "probabilities"),
            (OneColumnTooFew, "probabilities"),
            (ByAppearance, "column_order"),
            (Sorted, "same_in_any_batch"),
            (LongestCounts, "padding_changes_nothing"),
            (Forgets, "same_twice"),
            (SeedIgnored, "seed_repeats"),
        ],
    )
    def test_a_fault_is_seen(self, answer: type[WordCounts], check: str) -> None:
        assert check in failed(DATA, answer, CHECKS)

    def test_the_part_that_is_not_read_is_named(self) -> None:
        checks = [long_texts(60)]
        assert "the place of the middle 16" in failed(DATA, CutsEnd, checks)["long_texts"]
        assert "the place of the first 16" in failed(DATA, CutsStart, checks)["long_texts"]
        assert failed(DATA, CutsStart, [long_texts(60, ("last",))]) == {}

    def test_a_column_that_lacks_is_told_with_the_shape(self) -> None:
        message = failed(DATA, OneColumnTooFew, CHECKS)["probabilities"]
        assert "expected one column for each label from 0 to 2" in message and "got [15, 2]" in message

    def test_a_bag_of_words_is_no_model_of_sequences(self) -> None:
        class FirstWordCounts(WordCounts):
            def words(self, text: str) -> list[str]:
                return super().words(text)[:1]

        assert "bag of words" in failed(DATA, WordCounts, [order_plays_a_part])["order_plays_a_part"]
        assert failed(DATA, FirstWordCounts, [order_plays_a_part]) == {}

    def test_the_probabilities_are_a_gate(self) -> None:
        assert [check.name for check in CHECKS if check.gate] == ["probabilities"]


class TestQuality:
    ROWS = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8], [0.9, 0.05, 0.05]])
    FOUR = ClassifierData((), tuple(Labelled(f"text {label}", label) for label in (0, 0, 2, 1)), DATA.names)

    def test_confusion_counts_what_was_called_what(self) -> None:
        assert confusion(self.FOUR, self.ROWS.argmax(axis=1).tolist()) == [
            {"is": "winter", "called winter": 1, "called summer": 1, "called autumn": 0},
            {"is": "summer", "called winter": 1, "called summer": 0, "called autumn": 0},
            {"is": "autumn", "called winter": 0, "called summer": 0, "called autumn": 1},
        ]

    def test_the_worst_come_first_and_right_ones_never(self) -> None:
        assert worst(self.FOUR, self.ROWS) == [
            {"text": "text 1", "is": "summer", "probability": 0.05, "called": "winter", "with": 0.9},
            {"text": "text 0", "is": "winter", "probability": 0.3, "called": "summer", "with": 0.6},
        ]

    def test_both_headlines_with_the_others_beside_them(self) -> None:
        exam = exam_of(DATA, WordCounts)
        accuracy = accuracy_quality().measure(exam)
        macro_f1 = macro_f1_quality().measure(exam)
        assert accuracy.score.value == macro_f1.metrics["accuracy"] == 1.0
        assert macro_f1.score.value == accuracy.metrics["macro_f1"] == 1.0
        assert accuracy.score.items == len(DATA.held_out)
        assert set(accuracy.metrics) == {"macro_f1", "log_loss", "brier_score", "calibration_error"}
        assert 0 < accuracy.metrics["log_loss"] < 0.1


def test_the_small_training_has_every_label_equally_often() -> None:
    labels = [row.label for row in DATA.small]
    assert [labels.count(label) for label in range(3)] == [SMALL // 3] * 3
