"""English text as a stream of small integers, one a character: what language models from scratch are trained on.

The card `token_text.md` says what the text is and what there is to learn in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np

from reference.data import rated_sentences
from reference.data.parts import Parts
from reference.data.rated_sentences import RatedSentence

ALPHABET = "\n !\"$%&'(),-./0123456789:;?abcdefghijklmnopqrstuvwxyz"
"""Token i is the character `ALPHABET[i]`; the newline, token 0, ends every text."""

VOCABULARY = len(ALPHABET)

HELD_OUT = 0.1
"""The share of documents, and of snippets, that are never training text."""

PARAGRAPH = 3
"""Sentences in a row of one document that make one text."""

_TOKEN = {character: token for token, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class TokenText:
    """Training text int64 [N], and windows int64 [windows, length] of text held out. Ids are 0 .. VOCABULARY - 1."""

    train: np.ndarray
    held_out: np.ndarray


@cache
def texts() -> Parts[str]:
    """All texts, as `plain` has them, in an order that never changes; nor does the part that one belongs to."""
    sentences = rated_sentences.load("movie_reviews", "product_reviews", "editorials")
    train, held_out = (tuple(map(plain, _texts(part))) for part in rated_sentences.split(sentences, HELD_OUT))
    return Parts(train, held_out)


def arrange(texts: Parts[str], seed: int, characters: int, windows: int, length: int) -> TokenText:
    """At most `characters` tokens of training text, and at most `windows` held-out windows.

    `texts` are as `plain` has them. The seed decides their order in both parts and so, where not all is asked for,
    which of them are there. Windows do not overlap, and may begin in the middle of a word.
    """
    rng = np.random.default_rng([seed, 12])
    train, held_out = (_stream(part, rng) for part in (texts.train, texts.held_out))
    chosen = rng.permutation(len(held_out) // length)[:windows]
    cut = held_out[: len(held_out) // length * length].reshape(-1, length)
    return TokenText(train[:characters], cut[chosen])


def plain(text: str) -> str:
    """A text in the alphabet: lower case, accents and characters outside it dropped, single blanks."""
    decomposed = unicodedata.normalize("NFKD", rated_sentences.readable(text).replace("''", '"').lower())
    kept = "".join(character for character in decomposed if character in _TOKEN or character.isspace())
    return " ".join(kept.split())


def encode(text: str) -> np.ndarray:
    """Tokens int64 of a text, made `plain` first."""
    return _tokens(plain(text))


def decode(tokens: np.ndarray) -> str:
    """The text of tokens [T]."""
    return "".join(ALPHABET[token] for token in tokens.tolist())


def _texts(sentences: Sequence[RatedSentence]) -> Iterator[str]:
    """Snippets one by one, documents in paragraphs: a document's sentences stand in a row, in order."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.group):
        lines = [sentence.text for sentence in group]
        for start in range(0, len(lines), PARAGRAPH):
            yield " ".join(lines[start : start + PARAGRAPH])


def _stream(texts: Sequence[str], rng: np.random.Generator) -> np.ndarray:
    """All texts in a drawn order, each ended by a newline."""
    return _tokens("".join(f"{texts[index]}\n" for index in rng.permutation(len(texts)).tolist()))


def _tokens(text: str) -> np.ndarray:
    return np.array([_TOKEN[character] for character in text], np.int64)
