"""Strict precision, recall and F1 of named entities: a prediction counts where start, end and label are all right.

As CoNLL-2003 scores them (Tjong Kim Sang & De Meulder, 2003), pooled over all texts (micro-averaged); all 0..1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from harness.question import Score
from metrics.arguments import Floats, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.classification import divided
from metrics.item_statistics import ItemStatistics
from metrics.signature import signature

Entity = Sequence[int | str]
"""`(start, end, label)`, the end excluded, in whatever unit both sides use."""

Entities = Sequence[Sequence[Entity]]
"""The entities of each text, in any order; one said twice counts once."""


def entity_precision(*, predictions: Entities, references: Entities, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The share of predicted entities that are right; 0 where none is predicted."""
    return entity_statistics("precision", predictions=predictions, references=references).score(bootstrap)


def entity_recall(*, predictions: Entities, references: Entities, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The share of the references' entities that are found."""
    return entity_statistics("recall", predictions=predictions, references=references).score(bootstrap)


def entity_f1(*, predictions: Entities, references: Entities, bootstrap: Bootstrap = DEFAULT) -> Score:
    """The harmonic mean of precision and recall. ValueError where the references have no entity at all."""
    return entity_statistics("f1", predictions=predictions, references=references).score(bootstrap)


def entity_label_f1(
    *, predictions: Entities, references: Entities, bootstrap: Bootstrap = DEFAULT
) -> Mapping[str, Score]:
    """F1 of the entities of each label that the references have, in alphabetical order."""
    predicted, actual = paired(of="entity_label_f1", predictions=predictions, references=references)

    def of_label(texts: Entities, label: str) -> list[list[Entity]]:
        return [[entity for entity in entities if entity[2] == label] for entities in texts]

    labels = sorted({str(entity[2]) for entities in actual for entity in entities})
    return {
        label: entity_f1(
            predictions=of_label(predicted, label), references=of_label(actual, label), bootstrap=bootstrap
        )
        for label in labels
    }


def entity_statistics(measure: str, *, predictions: Entities, references: Entities) -> ItemStatistics:
    """Each text's right, predicted and actual entities; `measure` is `precision`, `recall` or `f1`."""
    metric = f"entity_{measure}"
    rows = []
    for predicted, actual in zip(*paired(of=metric, predictions=predictions, references=references), strict=True):
        found, true = ({tuple(entity) for entity in entities} for entities in (predicted, actual))
        rows.append((len(found & true), len(found), len(true)))
    return ItemStatistics(
        metric=metric,
        higher_is_better=True,
        rows=np.array(rows, dtype=np.float64),
        aggregate=_AGGREGATES[measure],
        signature=signature(metric, "numpy", mode="strict", average="micro"),
    )


def iob2_entities(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The entities `(start, end, label)` that IOB2 tags of one text's tokens spell, read strictly.

    An entity starts at `B-X` and goes on over each following `I-X` of the same label. An `I-X` that goes on nothing is
    no entity: lenient readers take it for one, and so give points for a sequence that is none. TypeError for a bare
    string.
    """
    if isinstance(tags, str):
        raise TypeError("iob2_entities: tags must be a list with one tag per token, not a bare string.")
    entities: list[tuple[int, int, str]] = []
    for position, tag in enumerate(tags):
        prefix, _, label = tag.partition("-")
        if prefix == "B":
            entities.append((position, position + 1, label))
        elif prefix == "I" and entities and entities[-1][1:] == (position, label):
            entities[-1] = (entities[-1][0], position + 1, label)
    return entities


def _where_defined(values: Floats, sums: Floats) -> Floats:
    return np.where(sums[:, 2] > 0, values, np.nan)


def _precision(sums: Floats) -> Floats:
    return _where_defined(divided(sums[:, 0], sums[:, 1]), sums)


def _recall(sums: Floats) -> Floats:
    return _where_defined(divided(sums[:, 0], sums[:, 2]), sums)


def _f1(sums: Floats) -> Floats:
    return _where_defined(divided(2 * sums[:, 0], sums[:, 1] + sums[:, 2]), sums)


_AGGREGATES: Mapping[str, Callable[[Floats], Floats]] = {"precision": _precision, "recall": _recall, "f1": _f1}
