"""Real sentences for classification by sentiment or by source: questions 14, 15, 16 and 30 (see `reviews.md`)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reference.data import rated_sentences
from reference.data.labelled import Labelled
from reference.data.parts import Parts
from reference.data.rated_sentences import SOURCES, RatedSentence, Source, readable

REVIEWS: tuple[Source, ...] = ("movie_reviews", "product_reviews")
CLEAR = 1.5
"""How far from neutral a sentence must have been rated, on a scale of -4 to 4."""

HELD_OUT = 0.25


def sentiment(
    seed: int, train: int, held_out: int, sources: Sequence[Source] = REVIEWS, clear: float = CLEAR
) -> Parts[Labelled]:
    """Sentences rated clearly, label 1 = positive; both labels equally often, in an order drawn by the seed.

    `train` and `held_out` are even; they are drawn by the seed from parts that never change, so that no sentence,
    and no document, is ever in the other part.
    """
    sentences = [sentence for sentence in rated_sentences.load(*sources) if abs(sentence.score) >= clear]
    return _balanced(seed, sentences, [int(sentence.score > 0) for sentence in sentences], 2, (train, held_out))


def by_source(seed: int, train: int, held_out: int) -> Parts[Labelled]:
    """Sentences of four words or more of the four sources; the label is the place in `SOURCES`, all equally often."""
    sentences = [sentence for sentence in rated_sentences.load() if len(sentence.text.split()) >= 4]
    labels = [SOURCES.index(sentence.source) for sentence in sentences]
    return _balanced(seed, sentences, labels, len(SOURCES), (train, held_out))


def _balanced(
    seed: int, sentences: Sequence[RatedSentence], labels: Sequence[int], classes: int, sizes: tuple[int, int]
) -> Parts[Labelled]:
    label_of = {(sentence.source, sentence.id): label for sentence, label in zip(sentences, labels, strict=True)}
    drawn: list[tuple[Labelled, ...]] = []
    for number, (part, size) in enumerate(zip(rated_sentences.split(sentences, HELD_OUT), sizes, strict=True)):
        rng = np.random.default_rng([seed, 16, number])
        rows: list[Labelled] = []
        for label in range(classes):
            own = [sentence.text for sentence in part if label_of[sentence.source, sentence.id] == label]
            wanted = size // classes
            if wanted > len(own):
                raise ValueError(f"{wanted} sentences of class {label} asked for, and there are {len(own)}")
            rows += [Labelled(readable(own[index]), label) for index in rng.permutation(len(own))[:wanted].tolist()]
        drawn.append(tuple(rows[index] for index in rng.permutation(len(rows)).tolist()))
    return Parts(*drawn)
