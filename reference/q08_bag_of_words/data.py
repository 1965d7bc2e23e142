"""The texts of question 8: sentences, and which of four kinds of source each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest, UserError
from reference.data import tables
from reference.data.text_tables import TOPICS, NamedText
from reference.q08_bag_of_words.telling import TEXTS_OF_WORD, telling_words

TABLE = TOPICS

TELLING = 50
LEAST_TELLING = 10
"""Words that the checks draw from, and how many there must be."""


@dataclass(frozen=True, slots=True)
class LabelledTexts:
    """Texts and the label of each."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceData:
    """What is trained on, and what is held out: other documents, and no text that differs only in punctuation."""

    training: LabelledTexts
    held_out: LabelledTexts
    telling: tuple[str, ...]
    """Training words that every answer has a column for."""


def make_data(request: DataRequest) -> SourceData:
    """The texts of one exam, an eighth of them when a fast one is asked for.

    `UserError` where outside texts have fewer than two labels, held-out labels of their own, or too few words.
    """
    rows = tables.load(TABLE, request)
    training, held_out = _labelled(rows.train), _labelled(rows.held_out)
    labels = set(training.labels)
    if len(labels) < 2 or not labels.issuperset(held_out.labels):
        raise UserError(
            f"The training rows of the {TABLE.name} have {len(labels)} labels (two or more are needed), and "
            f"{len(set(held_out.labels) - labels)} held-out labels are not among them.",
            "Take the labels from one list, and put rows of each into the training file.",
        )
    telling = telling_words(training.texts, training.labels, TELLING)
    if len(telling) < LEAST_TELLING:
        raise UserError(
            f"The training rows of the {TABLE.name} have {len(telling)} words that stand in {TEXTS_OF_WORD} texts or "
            f"more; question 8 needs {LEAST_TELLING}.",
            "Bring more texts, with blanks between words.",
        )
    return SourceData(training, held_out, telling)


def _labelled(rows: Sequence[NamedText]) -> LabelledTexts:
    return LabelledTexts(tuple(row.text for row in rows), tuple(row.label for row in rows))
