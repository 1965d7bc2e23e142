"""Words of a training text that every answer must have a column for, whatever the text is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

TEXTS_OF_WORD = 10
"""A word that stands in fewer training texts may be left out."""

LEAST_LETTERS = 4, 2
"""Of a word of English letters, and of others: those of one letter are no words to some tokenizers."""


def telling_words(texts: Sequence[str], labels: Sequence[str], most: int) -> tuple[str, ...]:
    """The lower-cased words that tell most of the label, at most `most`: nobody's stop words.

    Words of letters alone that stand between blanks in ten texts or more, and that upper case and back again leaves
    as they are. The first ones stand nearly always in texts of one label, were the labels equally frequent.
    """
    texts_with: dict[str, Counter[str]] = defaultdict(Counter)
    for text, label in zip(texts, labels, strict=True):
        for word in set(text.lower().split()):
            if _plain(word):
                texts_with[word][label] += 1
    sizes = Counter(labels)

    def purity(word: str) -> float:
        shares = [texts_with[word][label] / size for label, size in sizes.items()]
        return max(shares) / sum(shares)

    known = [word for word, counts in texts_with.items() if counts.total() >= TEXTS_OF_WORD]
    return tuple(sorted(known, key=lambda word: (-purity(word), -texts_with[word].total(), word))[:most])


def _plain(word: str) -> bool:
    if word in ENGLISH_STOP_WORDS or len(word) < LEAST_LETTERS[not word.isascii()]:
        return False
    return word.isalpha() and word.upper().lower() == word
