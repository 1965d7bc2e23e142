"""The text of question 7: words of sentences, and what is certain about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from harness.question import DataRequest, UserError
from reference.data import rated_sentences, tables
from reference.data.text_tables import SENTENCES
from reference.q07_language_model.contrasts import END, UNKNOWN, Contrasts, find_contrasts

TABLE = SENTENCES

RARE = 3
"""A word that occurs fewer times than this in the training text is `<unk>` there."""

MOST_WORDS = (400_000, 42_000)
"""Of training and of held-out text: what the limits of time and memory were made for. The embedded text has fewer."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\.\.+|--+|[^\w\s]")

Sentence = list[str]


@dataclass(frozen=True, slots=True)
class LanguageData:
    """Training sentences, in which rare words are `<unk>`; held-out ones, in which no word is replaced."""

    training: tuple[Sentence, ...]
    held_out: tuple[Sentence, ...]
    support: frozenset[str]
    """What the next word can be: a word of the training text, `<unk>` or `</s>`."""
    contrasts: Contrasts
    """At least one opening and one following."""


def words(text: str) -> Sentence:
    """Lower-cased words, numbers and punctuation marks: "Don't, 9.5!" -> don't , 9 . 5 !"""
    return _WORD.findall(rated_sentences.readable(text).replace("''", '"').lower())


def with_unknown(sentences: Sequence[Sentence], least: int) -> list[Sentence]:
    """The sentences with `<unk>` for each word that they hold fewer than `least` times."""
    counts = Counter(word for sentence in sentences for word in sentence)
    return [[word if counts[word] >= least else UNKNOWN for word in sentence] for sentence in sentences]


def make_data(request: DataRequest) -> LanguageData:
    """The text of one exam; a fast one has a twelfth of the sentences. `UserError` where it is too small for one."""
    rows = tables.load(TABLE, request)
    training = with_unknown(_sentences(rows.train, MOST_WORDS[0]), RARE)
    held_out = _sentences(rows.held_out, MOST_WORDS[1])
    contrasts = find_contrasts(training)
    if not (held_out and contrasts.openings and contrasts.following):
        raise UserError(
            f"The {TABLE.name} are too few, or too much alike, for question 7: it asks what begins sentences and "
            f"what follows what, and words that stand there fewer than {RARE} times do not count.",
            "Bring some thousand sentences, one a row, with blanks between words.",
        )
    support = {word for sentence in training for word in sentence} | {UNKNOWN, END}
    return LanguageData(tuple(training), tuple(held_out), frozenset(support), contrasts)


def _sentences(texts: Sequence[str], most: int) -> list[Sentence]:
    """The words of each text that has any, until there are `most`."""
    taken: list[Sentence] = []
    number = 0
    for text in texts:
        sentence = words(text)
        number += len(sentence)
        if number > most:
            break
        if sentence:
            taken.append(sentence)
    return taken
