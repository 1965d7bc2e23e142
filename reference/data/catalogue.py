"""The data sets of the questions from 9 on: their columns, their sizes, and their published twins (`docs/data.md`)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from reference.data import columns, en_zh, entities, far_negation, phrases, qa, reviews, who_did_what
from reference.data.en_zh import Pair
from reference.data.entities import Entity, EntityText
from reference.data.hub import hub_asset
from reference.data.labelled import Labelled
from reference.data.parts import Parts
from reference.data.qa import QuestionItem
from reference.data.rated_sentences import RATED_SENTENCES
from reference.data.tables import HubData, Sizes, Table, Values

_TEXT_AND_LABEL = {"text": columns.text, "label": columns.label}
_SOURCE_AND_TARGET = {"source": columns.text, "target": columns.text}

_CONLL_FILES = ("dataset/train.json", "dataset/test.json", "dataset/label.json")
_CONLL = hub_asset("dataset", "tner/conll2003", "b18612dee0007b1f7129731dbf2f5f2ed4039ad3", _CONLL_FILES)


def _labelled(values: Values) -> Labelled:
    return Labelled(values["text"], values["label"])


def _pair(values: Values) -> Pair:
    return Pair(values["source"], values["target"])


def _question_item(values: Values) -> QuestionItem:
    return QuestionItem(values["question"], values["context"], values["answer"], values["start"])


def _entity_text(values: Values) -> EntityText:
    return EntityText(values["text"], tuple(Entity(*entity) for entity in values["entities"]))


def _text_and_label(row: Values) -> Values:
    return {"text": row["text"], "label": row["label"]}


def _sentence_and_label(row: Values) -> Values:
    return {"text": row["sentence"], "label": row["label"]}


def _pair_of_opus(row: Values) -> Values | None:
    found = {"source": row["translation"]["en"].strip(), "target": row["translation"]["zh"].strip()}
    return found if all(found.values()) else None


def _item_of_squad(row: Values) -> Values | None:
    """With the first of the accepted answers."""
    answers = row["answers"]
    if not answers["text"]:
        return None
    first = {"answer": answers["text"][0], "start": answers["answer_start"][0]}
    return {"question": row["question"].strip(), "context": row["context"], **first}


def _text_of_conll(row: Values) -> Values:
    """Tokens with a blank between them. Names of other kinds (MISC) are no entities here."""
    tags = _conll_tags(_CONLL.path("dataset/label.json"))
    text, entities, open_entity = "", [], None
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        start = len(text) + bool(text)
        text = f"{text} {token}".strip()
        place, _, label = tags[tag].partition("-")
        if place == "I" and open_entity is not None and open_entity[2] == label:
            open_entity[1] = len(text)
        else:
            open_entity = [start, len(text), label] if label in columns.ENTITY_LABELS else None
            entities += [open_entity] if open_entity else []
    return {"text": text, "entities": entities}


@cache
def _conll_tags(file: Path) -> dict[int, str]:
    numbers: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))
    return {number: name for name, number in numbers.items()}


_SQUAD_FILES = ("plain_text/train-00000-of-00001.parquet", "plain_text/validation-00000-of-00001.parquet")
_IMDB_FILES = ("plain_text/train-00000-of-00001.parquet", "plain_text/test-00000-of-00001.parquet")
_NEWS_FILES = ("data/train-00000-of-00001.parquet", "data/test-00000-of-00001.parquet")
_SST_2_FILES = ("data/train-00000-of-00001.parquet", "data/validation-00000-of-00001.parquet")
_OPUS_FILES = ("en-zh/train-00000-of-00001.parquet", "en-zh/test-00000-of-00001.parquet")

_SQUAD = hub_asset("dataset", "rajpurkar/squad", "7b6d24c440a36b6815f21b70d25016731768db1f", _SQUAD_FILES)
_IMDB = hub_asset("dataset", "stanfordnlp/imdb", "e6281661ce1c48d982bc483cf8a173c1bbeb5d31", _IMDB_FILES)
_NEWS = hub_asset("dataset", "fancyzhx/ag_news", "eb185aade064a813bc0b7f42de02595523103ca4", _NEWS_FILES)
_SST_2 = hub_asset("dataset", "stanfordnlp/sst2", "8d51e7e4887a4caaa95b3fbebbf53c0490b58bbb", _SST_2_FILES)
_OPUS = hub_asset("dataset", "Helsinki-NLP/opus-100", "805090dc28bf78897da9641cdf08b61287580df9", _OPUS_FILES)

_OPUS_DATA = HubData(_OPUS, *_OPUS_FILES, _pair_of_opus)


def _office(seed: int, train: int, held_out: int) -> Parts[Pair]:
    return en_zh.make(seed, train, held_out, "office")


ENTITIES: Table[EntityText] = Table(
    name="entities",
    columns={"text": columns.text, "entities": columns.entities_of("text")},
    make=entities.make,
    row=_entity_text,
    sizes=Sizes(720, 300),
    fast=Sizes(96, 24),
    hub=HubData(_CONLL, *_CONLL_FILES[:2], _text_of_conll),
)
"""Question 9."""

DAILY_PAIRS: Table[Pair] = Table(
    name="translation",
    columns=_SOURCE_AND_TARGET,
    make=en_zh.make,
    row=_pair,
    sizes=Sizes(4000, 300),
    fast=Sizes(200, 24),
    hub=_OPUS_DATA,
)
"""Questions 10, 24 and 28."""

OFFICE_PAIRS: Table[Pair] = Table(
    name="new_translation",
    columns=_SOURCE_AND_TARGET,
    make=_office,
    row=_pair,
    sizes=Sizes(1500, 300),
    fast=Sizes(64, 24),
    hub=_OPUS_DATA,
)
"""Question 18: what the checkpoint has not learned."""

QUESTIONS: Table[QuestionItem] = Table(
    name="questions",
    columns={
        "question": columns.text,
        "context": columns.text,
        "answer": columns.text,
        "start": columns.start_of("answer", "context"),
    },
    make=qa.make,
    row=_question_item,
    sizes=Sizes(800, 200),
    fast=Sizes(48, 16),
    hub=HubData(_SQUAD, *_SQUAD_FILES, _item_of_squad),
)
"""Questions 11 and 26."""

ORDER: Table[Labelled] = Table(
    name="order",
    columns=_TEXT_AND_LABEL,
    make=who_did_what.make,
    row=_labelled,
    sizes=Sizes(3000, 600),
    fast=Sizes(200, 40),
)
"""Question 13."""

NEGATION: Table[Labelled] = Table(
    name="negation",
    columns=_TEXT_AND_LABEL,
    make=far_negation.make,
    row=_labelled,
    sizes=Sizes(2000, 400),
    fast=Sizes(100, 40),
)
"""Question 14's check of long-range negation."""

PHRASES: Table[Labelled] = Table(
    name="phrases",
    columns=_TEXT_AND_LABEL,
    make=phrases.make,
    row=_labelled,
    sizes=Sizes(2000, 400),
    fast=Sizes(200, 40),
)
"""Question 15's check of a phrase at any place."""

REVIEWS: Table[Labelled] = Table(
    name="reviews",
    columns=_TEXT_AND_LABEL,
    make=reviews.sentiment,
    row=_labelled,
    sizes=Sizes(6000, 1400),
    fast=Sizes(200, 40),
    hub=HubData(_IMDB, *_IMDB_FILES, _text_and_label),
    assets=(RATED_SENTENCES,),
)
"""Question 14."""

FEW_REVIEWS: Table[Labelled] = Table(
    name="few_reviews",
    columns=_TEXT_AND_LABEL,
    make=reviews.sentiment,
    row=_labelled,
    sizes=Sizes(600, 600),
    fast=Sizes(64, 40),
    hub=HubData(_SST_2, *_SST_2_FILES, _sentence_and_label),
    assets=(RATED_SENTENCES,),
)
"""Question 30."""

SOURCES: Table[Labelled] = Table(
    name="sources",
    columns=_TEXT_AND_LABEL,
    make=reviews.by_source,
    row=_labelled,
    sizes=Sizes(6000, 1600),
    fast=Sizes(200, 40),
    hub=HubData(_NEWS, *_NEWS_FILES, _text_and_label),
    assets=(RATED_SENTENCES,),
)
"""Question 15."""

FEW_SOURCES: Table[Labelled] = Table(
    name="few_sources",
    columns=_TEXT_AND_LABEL,
    make=reviews.by_source,
    row=_labelled,
    sizes=Sizes(128, 800),
    fast=Sizes(64, 40),
    hub=HubData(_SST_2, *_SST_2_FILES, _sentence_and_label),
    assets=(RATED_SENTENCES,),
)
"""Question 16: 32 sentences a class."""

TABLES: tuple[Table[Any], ...] = (
    ENTITIES, DAILY_PAIRS, OFFICE_PAIRS, QUESTIONS, ORDER, NEGATION, PHRASES, REVIEWS, FEW_REVIEWS, SOURCES,
    FEW_SOURCES,
)  # fmt: skip
