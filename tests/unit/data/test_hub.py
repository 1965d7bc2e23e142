"""Published data: a folder laid out as the hub's data set is read as ours; fetching pins a revision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import datasets
import pytest

from harness.question import DataRequest, UserError
from reference.data import hub
from reference.data.catalogue import ENTITIES, ORDER, QUESTIONS, SOURCES, TABLES
from reference.data.hub import hub_asset
from reference.data.labelled import Labelled
from reference.data.tables import HubData, load


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    if path.suffix == ".parquet":
        datasets.Dataset.from_list(list(rows)).to_parquet(path)
    else:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


class TestHub:
    @pytest.fixture
    def fetched(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
        return tmp_path

    def place(self, data: HubData, train: Sequence[dict[str, Any]], held_out: Sequence[dict[str, Any]]) -> None:
        for file, content in ((data.train, train), (data.held_out, held_out)):
            data.asset.path(file).parent.mkdir(parents=True, exist_ok=True)
            write(data.asset.path(file), content)

    def test_squad(self, fetched: Path) -> None:
        assert QUESTIONS.hub is not None
        answered = {
            "id": "1", "title": "t", "question": " Where is it? ", "context": "It is in Oslo.",
            "answers": {"text": ["Oslo", "in Oslo"], "answer_start": [9, 6]},
        }  # fmt: skip
        other = answered | {"question": "What is in Oslo?", "answers": {"text": ["It"], "answer_start": [0]}}
        self.place(QUESTIONS.hub, [answered], [other])
        made = load(QUESTIONS, DataRequest("hub"))
        assert (made.train[0].question, made.train[0].answer, made.train[0].start) == ("Where is it?", "Oslo", 9)
        assert made.held_out[0].answer == "It"

    def test_conll_2003(self, fetched: Path) -> None:
        assert ENTITIES.hub is not None
        names = ["O", "B-ORG", "B-MISC", "B-PER", "I-PER", "B-LOC", "I-ORG", "I-MISC", "I-LOC"]
        tokens = ["Ann", "Lee", "Bob", "met", "German", "EU", "staff", "in", "New", "York"]
        tags = [
            names.index(name)
            for name in ["B-PER", "I-PER", "B-PER", "O", "B-MISC", "B-ORG", "O", "O", "B-LOC", "I-LOC"]
        ]
        self.place(ENTITIES.hub, [{"tokens": tokens, "tags": tags}], [{"tokens": ["Nobody"], "tags": [0]}])
        path = ENTITIES.hub.asset.path("dataset/label.json")
        path.write_text(json.dumps({name: number for number, name in enumerate(names)}))
        made = load(ENTITIES, DataRequest("hub"))
        (row,) = made.train
        assert row.text == "Ann Lee Bob met German EU staff in New York"
        found = [(row.text[start:end], label) for start, end, label in row.entities]
        assert found == [("Ann Lee", "PER"), ("Bob", "PER"), ("EU", "ORG"), ("New York", "LOC")]
        assert made.held_out[0].entities == ()

    def test_opus_100_leaves_empty_pairs_out(self, fetched: Path) -> None:
        table = next(table for table in TABLES if table.name == "translation")
        assert table.hub is not None
        pairs = [{"translation": {"en": "Yes. ", "zh": "是。"}}, {"translation": {"en": " ", "zh": "无"}}]
        self.place(table.hub, pairs, pairs[:1])
        made = load(table, DataRequest("hub"))
        assert [(pair.source, pair.target) for pair in made.train] == [("Yes.", "是。")]

    @pytest.mark.parametrize(
        ("name", "row"),
        [
            ("reviews", {"text": "Good.", "label": 1}),
            ("sources", {"text": "Good.", "label": 1}),
            ("few_reviews", {"idx": 0, "sentence": "Good.", "label": 1}),
        ],
    )
    def test_labelled_texts(self, fetched: Path, name: str, row: dict[str, Any]) -> None:
        table = next(table for table in TABLES if table.name == name)
        assert table.hub is not None
        self.place(table.hub, [row], [row])
        assert load(table, DataRequest("hub")).held_out == (Labelled("Good.", 1),)

    def test_not_fetched_says_what_to_do(self, fetched: Path) -> None:
        with pytest.raises(UserError) as error:
            load(SOURCES, DataRequest("hub"))
        assert "--profile hub" in error.value.remedy

    def test_without_a_published_twin(self) -> None:
        with pytest.raises(UserError, match="no published twin"):
            load(ORDER, DataRequest("hub"))
        assert "hub" not in ORDER.profiles
        assert "hub" in SOURCES.profiles


class TestFetching:
    def test_files_of_a_pinned_revision_are_moved_into_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: dict[str, Any] = {}

        def snapshot_download(repository: str, *, local_dir: Path, **options: Any) -> None:
            asked.update(options, repository=repository)
            for file in options["allow_patterns"]:
                (local_dir / file).parent.mkdir(parents=True, exist_ok=True)
                (local_dir / file).write_text(file)

        monkeypatch.setattr(hub, "snapshot_download", snapshot_download)
        asset = hub_asset("dataset", "who/what", "a" * 40, ("data/one.parquet", "two.json"))
        folder = tmp_path / "building" / "asset"
        folder.mkdir(parents=True)
        asset.build(folder)
        assert (folder / "data/one.parquet").read_text() == "data/one.parquet"
        assert asked["revision"] == "a" * 40
        assert asked["repo_type"] == "dataset"
        assert asset.profiles == ("hub",)
        assert not list(tmp_path.glob(".*partly"))

    def test_no_network_is_the_users_to_mend(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise OSError("no route to host\nmore")

        monkeypatch.setattr(hub, "snapshot_download", fail)
        folder = tmp_path / "building" / "asset"
        folder.mkdir(parents=True)
        with pytest.raises(UserError, match=r"model who/what could not be fetched from the hub: no route to host$"):
            hub_asset("model", "who/what", "b" * 40, ("x",)).build(folder)


def test_pinned_revisions_are_commits() -> None:
    for table in TABLES:
        if table.hub:
            assert len(table.hub.asset.version) == 12
            assert set(table.hub.asset.version) <= set("0123456789abcdef")
            assert {table.hub.train, table.hub.held_out} <= set(table.hub.asset.files)
