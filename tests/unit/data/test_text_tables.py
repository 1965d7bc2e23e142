"""The texts of questions 7, 8 and 12: the same rows under every profile, and what published rows become."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import datasets
import pytest

from harness.question import DataRequest, UserError
from reference.data.parts import Parts
from reference.data.rated_sentences import RATED_SENTENCES
from reference.data.tables import Table, load
from reference.data.text_tables import NEWS_NAMES, PARAGRAPHS, SENTENCES, TEXT_TABLES, TOPICS, NamedText, evenly

Row = dict[str, Any]
Files = Callable[[Table[Any], Sequence[Row], Sequence[Row]], None]


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Writes an organisation's own two files and the `harness.toml` that names them."""
    monkeypatch.setenv("HARNESS_CONFIG", str(tmp_path / "harness.toml"))

    def write(table: Table[Any], train: Sequence[Row], held_out: Sequence[Row]) -> None:
        lines = [f"[private.{table.name}]"]
        for part, rows in (("train", train), ("held_out", held_out)):
            (tmp_path / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            lines.append(f'{part} = "{part}.jsonl"')
        (tmp_path / "harness.toml").write_text("\n".join(lines))

    return write


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Writes a folder laid out as the published data set."""
    monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))

    def write(table: Table[Any], train: Sequence[Row], held_out: Sequence[Row]) -> None:
        assert table.hub is not None
        for file, rows in ((table.hub.train, train), (table.hub.held_out, held_out)):
            path = table.hub.asset.path(file)
            path.parent.mkdir(parents=True, exist_ok=True)
            datasets.Dataset.from_list(list(rows)).to_parquet(path)

    return write


def published(text: str) -> Row:
    """A row as WikiText has it: with a blank at both ends."""
    return {"text": f" {text} \n"}


@pytest.fixture(scope="module")
def embedded() -> dict[str, Parts[Any]]:
    """The rows of the fast embedded exam, read before a test moves the cache."""
    if not RATED_SENTENCES.path("rated_sentences.jsonl").exists():
        pytest.skip("the rated sentences are not prepared: run `harness prepare`")
    return {table.name: load(table, DataRequest(fast=True)) for table in TEXT_TABLES}


class TestEmbedded:
    @pytest.mark.parametrize("table", TEXT_TABLES, ids=lambda table: table.name)
    def test_as_many_rows_as_are_asked_for(self, table: Table[Any], embedded: dict[str, Parts[Any]]) -> None:
        fast = embedded[table.name]
        assert (len(fast.train), len(fast.held_out)) == table.fast
        whole = load(table, DataRequest())
        assert (len(whole.train), len(whole.held_out)) == table.sizes
        assert load(table, DataRequest(seed=5)) == whole
        assert set(fast.held_out) <= set(whole.held_out)


class TestProfiles:
    @pytest.mark.parametrize("table", [SENTENCES, PARAGRAPHS], ids=lambda table: table.name)
    def test_the_same_texts_under_each(
        self, table: Table[str], embedded: dict[str, Parts[Any]], private: Files, hub: Files
    ) -> None:
        made = embedded[table.name]
        first = Parts(
            *(tuple(text for text in part[:30] if text == text.strip()) for part in (made.train, made.held_out))
        )
        assert min(len(first.train), len(first.held_out)) > 20
        hub(
            table,
            *([{"text": ""}, published("= Title ="), *map(published, part)] for part in (first.train, first.held_out)),
        )
        private(table, *([{"text": text, "page": 3} for text in part] for part in (first.train, first.held_out)))
        assert load(table, DataRequest("hub")) == load(table, DataRequest("private")) == first

    def test_the_same_named_texts_under_each(self, embedded: dict[str, Parts[Any]], private: Files, hub: Files) -> None:
        made = embedded[TOPICS.name]
        texts = [[row.text for row in part[:30]] for part in (made.train, made.held_out)]
        hub(TOPICS, *([{"text": text, "label": at % 4} for at, text in enumerate(part)] for part in texts))
        private(
            TOPICS, *([{"text": text, "label": NEWS_NAMES[at % 4]} for at, text in enumerate(part)] for part in texts)
        )
        assert load(TOPICS, DataRequest("hub")) == load(TOPICS, DataRequest("private"))
        private(
            TOPICS,
            *([{"text": row.text, "label": row.label} for row in part[:30]] for part in (made.train, made.held_out)),
        )
        assert load(TOPICS, DataRequest("private")) == Parts(made.train[:30], made.held_out[:30])

    def test_numbers_of_classes_become_their_names(self, private: Files) -> None:
        private(TOPICS, [{"text": "one", "label": 0}, {"text": "two", "label": "10"}], [{"text": "three", "label": 10}])
        made = load(TOPICS, DataRequest("private"))
        assert made.train == (NamedText("one", "0"), NamedText("two", "10"))
        assert made.held_out == (NamedText("three", "10"),)

    def test_every_table_is_there_under_every_profile(self) -> None:
        for table in TEXT_TABLES:
            assert table.profiles == ("embedded", "hub", "private")
            assert {asset.name for asset in table.prepared} > {"rated-sentences"}


class TestWrongRows:
    @pytest.mark.parametrize(
        ("table", "bad", "words"),
        [
            (SENTENCES, {"sentence": "x"}, ("row 2", "no column 'text'", "it has sentence")),
            (SENTENCES, {"text": "\n"}, ("row 2", "column 'text'", "expected a text")),
            (PARAGRAPHS, {"text": 3}, ("row 2", "column 'text'", "got 3")),
            (TOPICS, {"text": "x"}, ("row 2", "no column 'label'", "it has text")),
            (TOPICS, {"text": "x", "label": " "}, ("row 2", "column 'label'", "expected the name of a class")),
            (TOPICS, {"text": "x", "label": True}, ("column 'label'", "True")),
            (TOPICS, {"text": "x", "label": -1}, ("column 'label'", "-1")),
            (TOPICS, {"text": "x", "label": None}, ("column 'label'", "None")),
        ],
    )  # fmt: skip
    def test_are_named_by_file_row_and_column(
        self, private: Files, table: Table[Any], bad: Row, words: Sequence[str]
    ) -> None:
        good = {"text": "Ada met Bo", "label": "meetings"}
        private(table, [{"text": "other", "label": 1}], [good, bad])
        with pytest.raises(UserError) as error:
            load(table, DataRequest("private"))
        for word in ("held_out.jsonl", *words):
            assert word in error.value.message


class TestWikitext:
    @pytest.mark.parametrize(
        ("row", "text"),
        [
            ("", None),
            (" \n", None),
            (" = Valkyria Chronicles III = \n", None),
            (" = = Plot = = \n", None),
            (" = = = Early life = = = \n", None),
            (" The 1 @,@ 000 role @-@ playing games cost 3 @.@ 5 . \n", "The 1,000 role-playing games cost 3.5 ."),
            (" a = b and c = d \n", "a = b and c = d"),
            (" 我 喜欢 \n", "我 喜欢"),
        ],
    )
    def test_headings_are_left_out_and_marks_joined(self, row: str, text: str | None) -> None:
        assert SENTENCES.hub is not None
        assert SENTENCES.hub.convert({"text": row}) == (None if text is None else {"text": text})

    def test_revisions_are_commits(self) -> None:
        for table in TEXT_TABLES:
            assert table.hub is not None
            assert len(table.hub.asset.version) == 12 and set(table.hub.asset.version) <= set("0123456789abcdef")
            assert {table.hub.train, table.hub.held_out} <= set(table.hub.asset.files)


@pytest.mark.parametrize(
    ("rows", "size", "taken"),
    [
        (10, 10, range(10)),
        (10, 20, range(10)),
        (10, 5, range(0, 10, 2)),
        (10, 4, (0, 3, 6, 9)),
        (0, 3, ()),
        (7, 1, (0,)),
    ],
)
def test_evenly(rows: int, size: int, taken: Sequence[int]) -> None:
    assert evenly(range(rows), size) == tuple(taken)
