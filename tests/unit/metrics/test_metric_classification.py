"""Accuracy, precision, recall and F1 against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

from metrics.classification import (
    accuracy,
    class_scores,
    macro_f1,
    macro_precision,
    macro_recall,
    macro_statistics,
)

LABELS = st.lists(st.tuples(st.sampled_from("abcdx"), st.sampled_from("abcd")), min_size=1, max_size=40)
"""Predictions and references; nothing is really an `x`."""


@given(LABELS)
def test_equal_to_scikit_learn(items: list[tuple[str, str]]) -> None:
    predictions, references = [one for one, _ in items], [other for _, other in items]
    classes = sorted(set(references))
    arguments = {"predictions": predictions, "references": references}
    macro = precision_recall_fscore_support(references, predictions, labels=classes, average="macro", zero_division=0)
    ours = [metric(**arguments).value for metric in (macro_precision, macro_recall, macro_f1)]
    assert ours == pytest.approx(macro[:3])
    micro = precision_recall_fscore_support(references, predictions, average="micro", zero_division=0)
    assert [accuracy(**arguments).value] * 3 == pytest.approx(micro[:3])
    assert accuracy(**arguments).value == pytest.approx(accuracy_score(references, predictions))
    by_class = precision_recall_fscore_support(references, predictions, labels=classes, zero_division=0)
    scores = class_scores(**arguments)
    assert set(scores) == set(classes)
    for position, label in enumerate(classes):
        found = [scores[label][measure].value for measure in ("precision", "recall", "f1")]
        assert found == pytest.approx([by_class[0][position], by_class[1][position], by_class[2][position]])


@given(LABELS)
def test_renaming_the_labels_changes_nothing(items: list[tuple[str, str]]) -> None:
    names = dict(zip("abcdx", (3, 1, 4, 0, 9), strict=True))
    scores = [
        macro_f1(predictions=[one for one, _ in pairs], references=[other for _, other in pairs])
        for pairs in (items, [(names[one], names[other]) for one, other in items])
    ]
    assert scores[0] == scores[1]


@given(LABELS)
def test_what_is_right_scores_one(items: list[tuple[str, str]]) -> None:
    references = [other for _, other in items]
    for metric in (accuracy, macro_precision, macro_recall, macro_f1):
        score = metric(predictions=references, references=references)
        assert score.value == 1.0
        assert score.ci95 in (None, (1.0, 1.0))


def test_inventing_labels_neither_helps_nor_adds_classes() -> None:
    references = ["a", "a", "b", "b"]
    invented = macro_f1(predictions=["a", "a", "b", "new"], references=references)
    confused = macro_f1(predictions=["a", "a", "b", "a"], references=references)
    assert invented.value == pytest.approx((1 + 2 / 3) / 2)
    assert confused.value == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert "classes:2" in invented.signature


def test_numpy_labels_are_labels() -> None:
    assert accuracy(predictions=np.array([0, 1, 1]), references=[0, 1, 0]).value == pytest.approx(2 / 3)


def test_a_resample_without_a_class_is_averaged_over_the_others() -> None:
    statistics = macro_statistics("f1", predictions=["a", "a", "a", "b"], references=["a", "a", "b", "b"])
    only_first_two = statistics.rows[:2].sum(axis=0, keepdims=True)
    assert statistics.aggregate(only_first_two).tolist() == [1.0]
