"""Accuracy, and precision, recall and F1: macro, micro and per class.

Classes are those of the references. A prediction of any other label is wrong, but does not add a class: nobody changes
what is averaged over by inventing labels. Equal to scikit-learn's with `labels=` the references' and `zero_division=0`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

import numpy as np

from harness.question import Score
from metrics.arguments import Floats, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature

Labels = Sequence[Hashable]


def accuracy(*, predictions: Labels, references: Labels, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The share of items with the right label, 0..1.

    For one label an item it is also micro-averaged precision, recall and F1, which therefore have no function here.
    """
    return accuracy_statistics(predictions=predictions, references=references).score(bootstrap)


def macro_precision(*, predictions: Labels, references: Labels, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The unweighted mean over classes of right predictions of the class to all predictions of it, 0..1."""
    return macro_statistics("precision", predictions=predictions, references=references).score(bootstrap)


def macro_recall(*, predictions: Labels, references: Labels, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The unweighted mean over classes of right predictions of the class to all items of it, 0..1."""
    return macro_statistics("recall", predictions=predictions, references=references).score(bootstrap)


def macro_f1(*, predictions: Labels, references: Labels, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The unweighted mean over classes of F1, the harmonic mean of precision and recall, 0..1."""
    return macro_statistics("f1", predictions=predictions, references=references).score(bootstrap)


def class_scores(
    *, predictions: Labels, references: Labels, bootstrap: Bootstrap = DEFAULT
) -> Mapping[Hashable, Mapping[str, Score]]:
    """`precision`, `recall` and `f1` of each of the references' labels, in order of first appearance."""
    classes, rows = _class_counts(predictions, references, of="class_scores")

    def score(index: int, measure: str) -> Score:
        return ItemStatistics(
            metric=f"class_{measure}",
            higher_is_better=True,
            rows=rows[:, index :: len(classes)],
            aggregate=partial(_one_class, _MEASURES[measure]),
            signature=signature(f"class_{measure}", "numpy", zero_division=0),
        ).score(bootstrap)

    return {label: {measure: score(index, measure) for measure in _MEASURES} for index, label in enumerate(classes)}


def accuracy_statistics(*, predictions: Labels, references: Labels) -> ItemStatistics:
    """Whether each item's label is right."""
    predicted, actual = paired(of="accuracy", predictions=predictions, references=references)
    right = np.array([one == other for one, other in zip(predicted, actual, strict=True)], dtype=np.float64)
    return mean_statistics(right, metric="accuracy", higher_is_better=True, signature=signature("accuracy", "numpy"))


def macro_statistics(measure: str, *, predictions: Labels, references: Labels) -> ItemStatistics:
    """Each item's right, predicted and actual class; `measure` is `precision`, `recall` or `f1`.

    A class that a resample has no item of is left out of its mean.
    """
    metric = f"macro_{measure}"
    classes, rows = _class_counts(predictions, references, of=metric)
    return ItemStatistics(
        metric=metric,
        higher_is_better=True,
        rows=rows,
        aggregate=partial(_macro, _MEASURES[measure]),
        signature=signature(metric, "numpy", classes=len(classes), zero_division=0),
    )


def _class_counts(predictions: Labels, references: Labels, *, of: str) -> tuple[list[Hashable], Floats]:
    """The classes, and for each item one-hot columns [right | predicted | actual], [items, 3 * classes]."""
    predicted, actual = paired(of=of, predictions=predictions, references=references)
    index = {label: position for position, label in enumerate(dict.fromkeys(actual))}
    other = len(index)
    one_hot = np.eye(other + 1)[:, :other]
    is_called = one_hot[[index.get(label, other) for label in predicted]]
    is_really = one_hot[[index[label] for label in actual]]
    return list(index), np.hstack((is_called * is_really, is_called, is_really))


def _macro(measure: Callable[[Floats, Floats, Floats], Floats], sums: Floats) -> Floats:
    right, predicted, actual = np.split(sums, 3, axis=1)
    present = actual > 0
    return divided((measure(right, predicted, actual) * present).sum(axis=1), present.sum(axis=1))


def _one_class(measure: Callable[[Floats, Floats, Floats], Floats], sums: Floats) -> Floats:
    return np.where(sums[:, 2] > 0, measure(sums[:, 0], sums[:, 1], sums[:, 2]), np.nan)


def divided(numerator: Floats, denominator: Floats) -> Floats:
    """Element by element, 0 where the denominator is 0."""
    values: Floats = np.zeros(numerator.shape)
    np.divide(numerator, denominator, out=values, where=denominator != 0)
    return values


def _precision(right: Floats, predicted: Floats, _actual: Floats) -> Floats:
    return divided(right, predicted)


def _recall(right: Floats, _predicted: Floats, actual: Floats) -> Floats:
    return divided(right, actual)


def _f1(right: Floats, predicted: Floats, actual: Floats) -> Floats:
    return divided(2 * right, predicted + actual)


_MEASURES: Mapping[str, Callable[[Floats, Floats, Floats], Floats]] = {
    "precision": _precision,
    "recall": _recall,
    "f1": _f1,
}
"""Of the counts of right, predicted and actual."""
