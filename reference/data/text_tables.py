"""The texts of questions 7, 8 and 12 as tables: beside `catalogue`, on which the calibrations of others rest."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from reference.data import columns, rated_sentences, token_text
from reference.data.catalogue import SOURCES
from reference.data.hub import hub_asset
from reference.data.parts import Parts
from reference.data.rated_sentences import RATED_SENTENCES, Source, readable
from reference.data.tables import HubData, Sizes, Table, Values

SOURCE_NAMES: dict[Source, str] = {
    "movie_reviews": "movie",
    "product_reviews": "product",
    "editorials": "editorial",
    "tweets": "tweet",
}
NEWS_NAMES = ("world", "sports", "business", "science")
"""AG News' classes 0 to 3."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class NamedText:
    """A text, and the name of the class that it belongs to."""

    text: str
    label: str


def name_or_number(value: Any, row: Mapping[str, Any]) -> str | None:
    """A class: its name, or its number counted from 0."""
    if isinstance(value, str) and value.strip():
        return None
    return columns.label(value, row) and f"expected the name of a class, or its number from 0, got {value!r:.60}"


def evenly(rows: Sequence[Item], size: int) -> tuple[Item, ...]:
    """At most `size` of the rows, at even distances, the first one among them."""
    return tuple(rows[:: max(1, math.ceil(len(rows) / size))])


def _sentences(_seed: int, train: int, held_out: int) -> Parts[str]:
    parts = rated_sentences.split(rated_sentences.load("movie_reviews", "product_reviews", "editorials"), 0.1)
    sizes = (train, held_out)
    taken = [evenly([readable(row.text) for row in part], size) for part, size in zip(parts, sizes, strict=True)]
    return Parts(*taken)


def _named_texts(_seed: int, train: int, held_out: int) -> Parts[NamedText]:
    parts = [
        [NamedText(readable(row.text), SOURCE_NAMES[row.source]) for row in part]
        for part in rated_sentences.split(rated_sentences.load(), 0.2)
    ]
    return Parts(evenly(parts[0], train), evenly(parts[1], held_out))


def _paragraphs(_seed: int, train: int, held_out: int) -> Parts[str]:
    texts = token_text.texts()
    return Parts(evenly(texts.train, train), evenly(texts.held_out, held_out))


def _text(values: Values) -> str:
    text: str = values["text"]
    return text


def _plain_text(values: Values) -> str:
    return token_text.plain(values["text"])


def _named_text(values: Values) -> NamedText:
    return NamedText(values["text"], str(values["label"]))


_HEADING = re.compile(r"\s*(= )+.*( =)+\s*")
_MARKED = re.compile(r" @([-,.])@ ")


def _paragraph_of_wikitext(row: Values) -> Values | None:
    """Its paragraphs, without headings (`= Title =`); "1 @,@ 000", where a mark inside a word was set apart, joined."""
    text = row["text"].strip()
    return None if not text or _HEADING.fullmatch(text) else {"text": _MARKED.sub(r"\1", text)}


def _named_news(row: Values) -> Values:
    return {"text": row["text"], "label": NEWS_NAMES[row["label"]]}


_WIKITEXT_FILES = (
    "wikitext-2-raw-v1/train-00000-of-00001.parquet",
    "wikitext-2-raw-v1/test-00000-of-00001.parquet",
)
_WIKITEXT = hub_asset("dataset", "Salesforce/wikitext", "b08601e04326c79dfdd32d625aee71d232d685c3", _WIKITEXT_FILES)
_WIKITEXT_DATA = HubData(_WIKITEXT, *_WIKITEXT_FILES, _paragraph_of_wikitext)

assert SOURCES.hub is not None

SENTENCES: Table[str] = Table(
    name="sentences",
    columns={"text": columns.text},
    make=_sentences,
    row=_text,
    sizes=Sizes(17_505, 1_898),
    fast=Sizes(1_459, 159),
    hub=_WIKITEXT_DATA,
    assets=(RATED_SENTENCES,),
)
"""Question 7. The embedded profile has these sentences whatever the seed, and every twelfth of them when fast."""

TOPICS: Table[NamedText] = Table(
    name="topics",
    columns={"text": columns.text, "label": name_or_number},
    make=_named_texts,
    row=_named_text,
    sizes=Sizes(18_742, 4_705),
    fast=Sizes(2_343, 589),
    hub=replace(SOURCES.hub, convert=_named_news),
    assets=(RATED_SENTENCES,),
)
"""Question 8. The embedded profile has these texts whatever the seed, and every eighth of them when fast."""

PARAGRAPHS: Table[str] = Table(
    name="paragraphs",
    columns={"text": columns.text},
    make=_paragraphs,
    row=_plain_text,
    sizes=Sizes(12_434, 1_370),
    fast=Sizes(12_434, 1_370),
    hub=_WIKITEXT_DATA,
    assets=(RATED_SENTENCES,),
)
"""Question 12, whose stream of tokens has them in an order drawn by the seed. Rows are made `token_text.plain`."""

TEXT_TABLES: tuple[Table[Any], ...] = (SENTENCES, TOPICS, PARAGRAPHS)
