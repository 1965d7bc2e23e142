"""The one door to rows: embedded, published and private data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import datasets
import pytest

from harness.question import DataRequest, UserError
from reference.data.catalogue import ENTITIES, ORDER, QUESTIONS, TABLES
from reference.data.labelled import Labelled
from reference.data.tables import Sizes, Table, load

Config = Callable[..., None]
PRIVATE = DataRequest("private")


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        datasets.Dataset.from_list(list(rows)).to_parquet(path)
    else:
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Writes a `harness.toml` that names two files of rows."""
    monkeypatch.setenv("HARNESS_CONFIG", str(tmp_path / "harness.toml"))

    def make(
        name: str, train: Sequence[dict[str, Any]], held_out: Sequence[dict[str, Any]], form: str = "jsonl"
    ) -> None:
        files = {"train": train, "held_out": held_out}
        lines = [f"[private.{name}]"]
        for part, rows in files.items():
            write(tmp_path / f"{part}.{form}", rows)
            lines.append(f'{part} = "{part}.{form}"')
        (tmp_path / "harness.toml").write_text("\n".join(lines))

    return make


def rows(*texts: str) -> list[dict[str, Any]]:
    return [{"text": text, "label": index % 2, "comment": "not ours"} for index, text in enumerate(texts)]


class TestEmbedded:
    @pytest.mark.parametrize("table", [table for table in TABLES if not table.assets], ids=lambda table: table.name)
    def test_sizes_follow_the_request(self, table: Table[Any]) -> None:
        made = load(table, DataRequest(fast=True, seed=3))
        assert (len(made.train), len(made.held_out)) == table.fast
        assert load(table, DataRequest(fast=True, seed=3)) == made
        assert load(table, DataRequest(fast=True, seed=4)) != made

    def test_rows_keep_to_their_own_columns(self) -> None:
        for row in load(ENTITIES, DataRequest(fast=True)).train:
            values = {"text": row.text, "entities": row.entities}
            assert [complain(values[name], values) for name, complain in ENTITIES.columns.items()] == [None, None]
        for item in load(QUESTIONS, DataRequest(fast=True)).train:
            values = {name: getattr(item, name) for name in QUESTIONS.columns}
            assert not any(complain(values[name], values) for name, complain in QUESTIONS.columns.items())


class TestPrivate:
    @pytest.mark.parametrize("form", ["jsonl", "parquet"])
    def test_reads_the_files_that_the_configuration_names(self, config: Config, form: str) -> None:
        config("order", rows("one", "two", "three"), rows("vier", "f\u00fcnf \N{GRINNING FACE}"), form)
        made = load(ORDER, PRIVATE)
        assert made.train == (Labelled("one", 0), Labelled("two", 1), Labelled("three", 0))
        assert made.held_out == (Labelled("vier", 0), Labelled("f\u00fcnf \N{GRINNING FACE}", 1))

    def test_more_rows_than_wanted_are_drawn_by_the_seed(self, config: Config) -> None:
        table = replace(ORDER, sizes=Sizes(5, 2))
        config("order", rows(*(f"row {n}" for n in range(50))), rows("a", "b", "c", "d"))
        drawn = [load(table, DataRequest("private", seed)) for seed in (0, 0, 1)]
        assert (len(drawn[0].train), len(drawn[0].held_out)) == (5, 2)
        assert drawn[0] == drawn[1] != drawn[2]

    @pytest.mark.parametrize(
        ("table", "bad", "words"),
        [
            (ORDER, {"text": "x"}, ("row 2", "no column 'label'", "it has text")),
            (ORDER, {"text": " ", "label": 0}, ("row 2", "column 'text'", "expected a text, got ' '")),
            (ORDER, {"text": "x", "label": "0"}, ("column 'label'", "expected a class counted from 0, got '0'")),
            (ORDER, {"text": "x", "label": True}, ("column 'label'", "True")),
            (ORDER, {"text": "x", "label": -1}, ("column 'label'", "-1")),
            (ENTITIES, {"text": "Ada met Bo", "entities": [[0, 3, "NAME"]]}, ("'NAME' is none of PER, ORG, LOC",)),
            (ENTITIES, {"text": "Ada met Bo", "entities": [[0, 4, "PER"]]}, ("white space",)),
            (ENTITIES, {"text": "Ada met Bo", "entities": [[8, 11, "PER"]]}, ("outside the text",)),
            (ENTITIES, {"text": "Ada met Bo", "entities": [[8, 10, "PER"], [0, 3, "PER"]]}, ("out of order",)),
            (ENTITIES, {"text": "Ada met Bo", "entities": [[0, 3]]}, ("expected [start, end, label]",)),
            (ENTITIES, {"text": "Ada met Bo", "entities": None}, ("expected a list",)),
            (
                QUESTIONS,
                {"question": "Who?", "context": "It was Bo.", "answer": "Bo", "start": 6},
                ("column 'start'", "context[6:] begins with ' B', not with the answer 'Bo'"),
            ),
        ],
    )  # fmt: skip
    def test_a_wrong_row_is_named(
        self, config: Config, table: Table[Any], bad: dict[str, Any], words: Sequence[str]
    ) -> None:
        good = {
            "text": "Ada met Bo", "label": 0, "entities": [[0, 3, "PER"], [8, 10, "PER"]],
            "question": "Who?", "context": "It was Bo.", "answer": "Bo", "start": 7,
        }  # fmt: skip
        config(table.name, [good, bad], [good])
        with pytest.raises(UserError) as error:
            load(table, PRIVATE)
        for word in ("train.jsonl", *words):
            assert word in error.value.message

    def test_a_held_out_row_in_training_is_refused(self, config: Config) -> None:
        config("order", rows("one", "two"), rows("three") + rows("one"))
        with pytest.raises(UserError, match=r"held_out\.jsonl, row 2 is also row 1 of .*train\.jsonl: 'one'"):
            load(ORDER, PRIVATE)

    def test_broken_files(self, config: Config, tmp_path: Path) -> None:
        config("order", [], rows("one"))
        with pytest.raises(UserError, match=r"train\.jsonl has no rows"):
            load(ORDER, PRIVATE)
        for content, said in [
            (b'{"text": 1', "row 1 is no JSON"),
            (b"[1]", "no JSON object"),
            (b'{"a": "\xff"}', "JSON"),
        ]:
            (tmp_path / "train.jsonl").write_bytes(content)
            with pytest.raises(UserError, match=said):
                load(ORDER, PRIVATE)

    def test_a_file_that_is_no_parquet(self, config: Config, tmp_path: Path) -> None:
        config("order", rows("one"), rows("two"), "parquet")
        (tmp_path / "train.parquet").write_bytes(b"text,label\n")
        with pytest.raises(UserError, match=r"train\.parquet is no Parquet file"):
            load(ORDER, PRIVATE)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (None, "is not there"),
            ("[private", "cannot be read"),
            ("[private.other]", "names no train file"),
            (
                '[private.order]\ntrain = "nowhere.jsonl"\nheld_out = "x"',
                r"nowhere\.jsonl, named by private\.order\.train",
            ),
            ('[private.order]\ntrain = "data.csv"\nheld_out = "data.csv"', "neither .parquet nor .jsonl"),
        ],
    )
    def test_a_wrong_configuration_says_what_to_write(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, said: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "data.csv").write_text("text,label\n")
        if content is not None:
            (tmp_path / "harness.toml").write_text(content)
        with pytest.raises(UserError, match=said) as error:
            load(ORDER, PRIVATE)
        assert error.value.remedy
