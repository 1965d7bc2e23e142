"""The English text of the small GPT-2: what it was trained on, and what it has never seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from reference.data import rated_sentences

Part = Literal["train", "held_out"]

PARAGRAPH = 3
"""Sentences in a row of one editorial that make one text."""


def texts(part: Part) -> list[str]:
    """The texts of one part: movie-review snippets, and editorials in paragraphs of three sentences.

    An editorial falls into one part as a whole, and equal snippets fall into the same one. About one in twenty
    is held out.
    """
    return [text for key, text in [*_editorials(), *_reviews()] if _part(key) == part]


def _part(key: str) -> Part:
    return "held_out" if hashlib.sha256(key.encode()).digest()[0] < 13 else "train"


def _editorials() -> Iterable[tuple[str, str]]:
    # An editorial's sentences stand in a row; their ids are `article_sentence`.
    sentences = rated_sentences.load("editorials")
    for article, group in groupby(sentences, key=lambda sentence: sentence.id.split("_")[0]):
        lines = [_clean(sentence.text) for sentence in group]
        for start in range(0, len(lines), PARAGRAPH):
            yield f"editorial {article}", " ".join(lines[start : start + PARAGRAPH])


def _reviews() -> Iterable[tuple[str, str]]:
    for sentence in rated_sentences.load("movie_reviews"):
        text = _clean(sentence.text)
        yield f"review {text}", text


def _clean(text: str) -> str:
    return " ".join(text.replace("''", '"').split())
