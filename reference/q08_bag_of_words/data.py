"""The texts of question 8: sentences, and which of four kinds of source each comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest
from reference.data import rated_sentences
from reference.data.rated_sentences import RatedSentence, Source

LABELS: dict[Source, str] = {
    "movie_reviews": "movie",
    "product_reviews": "product",
    "editorials": "editorial",
    "tweets": "tweet",
}

HELD_OUT = 0.2
_FAST = 8
"""One text in this many is used when a fast exam is asked for."""


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


def make_data(request: DataRequest) -> SourceData:
    """The texts of one exam, an eighth of them when a fast one is asked for."""
    training, held_out = rated_sentences.split(rated_sentences.load(), HELD_OUT)
    step = _FAST if request.fast else 1
    return SourceData(_labelled(training[::step]), _labelled(held_out[::step]))


def _labelled(sentences: Sequence[RatedSentence]) -> LabelledTexts:
    return LabelledTexts(
        tuple(rated_sentences.readable(sentence.text) for sentence in sentences),
        tuple(LABELS[sentence.source] for sentence in sentences),
    )
