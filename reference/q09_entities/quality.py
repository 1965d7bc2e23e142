"""The quality of question 9: strict F1 of the names in held-out texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from harness.plain import Plain
from harness.question import Evidence, Measurement, Quality
from metrics.entities import entity_f1, entity_label_f1, entity_precision, entity_recall
from reference.data.entities import Entity
from reference.q09_entities.ask import EntityExam, predict

LABELS = ("PER", "ORG", "LOC")
OTHER_SPAN, NOT_FOUND, NO_NAME = "other span", "not found", "no name"
_WORST = 30


def measure(exam: EntityExam) -> Measurement:
    """All held-out texts in one call."""
    held_out = exam.data.held_out
    predictions = predict(exam.fitted(), held_out.texts)
    references = [[Entity(*name) for name in names] for names in held_out.entities]  # type: ignore[arg-type]
    of_label = entity_label_f1(predictions=predictions, references=references)
    return Measurement(
        entity_f1(predictions=predictions, references=references),
        metrics={
            "precision": entity_precision(predictions=predictions, references=references).value,
            "recall": entity_recall(predictions=predictions, references=references).value,
            **{f"f1_{label.lower()}": score.value for label, score in of_label.items()},
        },
        evidence=(
            Evidence("Which label was taken for which", confusion(predictions, references)),
            Evidence(
                f"Held-out texts with the most errors ({_WORST} at most)",
                worst(held_out.texts, predictions, references),
            ),
        ),
    )


def confusion(
    predictions: Sequence[Sequence[Entity]], references: Sequence[Sequence[Entity]]
) -> list[dict[str, Plain]]:
    """How often names of each label were given which one at the same span, another span or none.

    The last row counts spans that touch no name.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for predicted, actual in zip(predictions, references, strict=True):
        labels = {(name.start, name.end): name.label for name in predicted}
        for name in actual:
            same = labels.get((name.start, name.end))
            pairs[name.label, same or (OTHER_SPAN if _touched(name, predicted) else NOT_FOUND)] += 1
        for name in predicted:
            pairs[NO_NAME, name.label] += not _touched(name, actual)
    return [
        {"is": row, **{f"called {column}": pairs[row, column] for column in (*LABELS, OTHER_SPAN, NOT_FOUND)}}
        for row in (*LABELS, NO_NAME)
    ]


def worst(
    texts: Sequence[str], predictions: Sequence[Sequence[Entity]], references: Sequence[Sequence[Entity]]
) -> list[dict[str, Plain]]:
    """The texts with the most errors, each with what was missed and what was found wrongly."""
    rows = []
    for text, predicted, actual in zip(texts, predictions, references, strict=True):
        missed, wrong = set(actual) - set(predicted), set(predicted) - set(actual)
        if missed or wrong:
            rows.append(
                (len(missed | wrong), {"text": text, "missed": _said(text, missed), "found": _said(text, wrong)})
            )
    rows.sort(key=lambda row: -row[0])
    return [row for _, row in rows[:_WORST]]


def _touched(name: Entity, others: Sequence[Entity]) -> bool:
    return any(other.start < name.end and name.start < other.end for other in others)


def _said(text: str, names: set[Entity]) -> str:
    return ", ".join(f"{text[name.start : name.end]} {name.label}" for name in sorted(names))


QUALITY = Quality("entity_f1", higher_is_better=True, measure=measure)
