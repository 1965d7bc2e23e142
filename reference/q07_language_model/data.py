"""The text of question 7: words of reviews and editorials, and what the checks ask about it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest
from reference.data import rated_sentences

UNKNOWN = "<unk>"
END = "</s>"

RARE = 3
"""A word that occurs fewer times than this in the training text is `<unk>` there."""

HELD_OUT = 0.1
_FAST = 12
"""One sentence in this many is training text when a fast exam is asked for."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\.\.+|--+|[^\w\s]")

Sentence = list[str]


@dataclass(frozen=True, slots=True)
class LanguageData:
    """Training sentences, in which rare words are `<unk>`; held-out ones, in which no word is replaced."""

    training: tuple[Sentence, ...]
    held_out: tuple[Sentence, ...]
    support: frozenset[str]
    """What the next word can be: a word of the training text, `<unk>` or `</s>`."""


def words(text: str) -> Sentence:
    """Lower-cased words, numbers and punctuation marks: "Don't, 9.5!" -> don't , 9 . 5 !"""
    return _WORD.findall(rated_sentences.readable(text).replace("''", '"').lower())


def with_unknown(sentences: Sequence[Sentence], least: int) -> list[Sentence]:
    """The sentences with `<unk>` for each word that they hold fewer than `least` times."""
    counts = Counter(word for sentence in sentences for word in sentence)
    return [[word if counts[word] >= least else UNKNOWN for word in sentence] for sentence in sentences]


def make_data(request: DataRequest) -> LanguageData:
    """The text of one exam; a fast one has a twelfth of the training text and of the held-out text."""
    sentences = rated_sentences.load("movie_reviews", "product_reviews", "editorials")
    parts = [[words(sentence.text) for sentence in part] for part in rated_sentences.split(sentences, HELD_OUT)]
    training, held_out = parts
    if request.fast:
        training, held_out = training[::_FAST], held_out[::_FAST]
    training = with_unknown(training, RARE)
    support = {word for sentence in training for word in sentence} | {UNKNOWN, END}
    return LanguageData(tuple(training), tuple(held_out), frozenset(support))
