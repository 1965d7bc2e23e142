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


def make(seed: int, characters: int | None, windows: int, length: int) -> TokenText:
    """Training text of `characters` tokens (all there is, where None), and `windows` held-out windows.

    The seed decides the order of the texts in both parts and so, where not all is asked for, which of them are
    there; the part that a text belongs to never changes. Windows do not overlap, and may begin in the middle of a
    word. Raises `ValueError` where there is less text than asked for.
    """
    rng = np.random.default_rng([seed, 12])
    train, held_out = (_stream(texts, rng) for texts in _parts())
    if len(held_out) < windows * length or (characters or 0) > len(train):
        raise ValueError(f"there are {len(train)} training tokens and {len(held_out)} held out: fewer than asked for")
    chosen = rng.permutation(len(held_out) // length)[:windows]
    cut = held_out[: len(held_out) // length * length].reshape(-1, length)
    return TokenText(train[:characters], cut[chosen])


def encode(text: str) -> np.ndarray:
    """Tokens int64 of a text: lower case, accents and characters outside the alphabet dropped, single blanks."""
    plain = unicodedata.normalize("NFKD", rated_sentences.readable(text).replace("''", '"').lower())
    kept = "".join(character for character in plain if character in _TOKEN or character.isspace())
    return np.array([_TOKEN[character] for character in " ".join(kept.split())], np.int64)


def decode(tokens: np.ndarray) -> str:
    """The text of tokens [T]."""
    return "".join(ALPHABET[token] for token in tokens.tolist())


@cache
def _parts() -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    sentences = rated_sentences.load("movie_reviews", "product_reviews", "editorials")
    train, held_out = (tuple(map(encode, _texts(part))) for part in rated_sentences.split(sentences, HELD_OUT))
    return train, held_out


def _texts(sentences: Sequence[RatedSentence]) -> Iterator[str]:
    """Snippets one by one, documents in paragraphs: a document's sentences stand in a row, in order."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.group):
        lines = [sentence.text for sentence in group]
        for start in range(0, len(lines), PARAGRAPH):
            yield " ".join(lines[start : start + PARAGRAPH])


def _stream(texts: Sequence[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """All texts in a drawn order, each ended by a newline."""
    end = np.zeros(1, np.int64)
    return np.concatenate([part for index in rng.permutation(len(texts)).tolist() for part in (texts[index], end)])
