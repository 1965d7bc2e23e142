"""Preparing assets: in order, once, whole or not at all, and verified."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from harness.cli import _prepare as command
from harness.cli._main import app
from harness.faults import InfrastructureFault
from harness.prepare import assets_of, discard, missing, prepare, spoilt
from harness.question import Asset


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
    return tmp_path


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def writes(text: str, log: list[str] | None = None) -> Callable[[Path], None]:
    def build(folder: Path) -> None:
        (folder / "file").write_text(text)
        if log is not None:
            log.append(text)

    return build


def entries(*assets: Asset) -> Any:
    return [SimpleNamespace(question=SimpleNamespace(assets=assets))]


def test_what_an_asset_is_built_from_comes_first_and_once() -> None:
    log: list[str] = []
    base = Asset("base", "1", writes("base", log), {"file": sha("base")})
    one = Asset("one", "1", writes("one", log), {"file": ""}, requires=(base,))
    two = Asset("two", "1", writes("two", log), {"file": ""}, requires=(base,))
    assets = assets_of(entries(one, two, base))
    assert [asset.name for asset in assets] == ["base", "one", "two"]
    assert missing(assets) == assets
    assert list(prepare(assets)) == assets
    assert list(prepare(assets)) == assets
    assert log == ["base", "one", "two"]
    assert missing(assets) == []


def test_asking_for_one_builds_what_it_needs() -> None:
    base = Asset("base", "1", writes("base"), {"file": ""})

    def build(folder: Path) -> None:
        (folder / "file").write_text(base.path("file").read_text() + "!")

    one = Asset("one", "1", build, {"file": sha("base!")}, requires=(base,))
    list(prepare([one]))
    assert one.path("file").read_text() == "base!"


def test_an_answer_without_rights_of_ours_can_read_what_was_built() -> None:
    def build(folder: Path) -> None:
        (folder / "inner").mkdir(mode=0o700)
        for path in (folder / "file", folder / "inner" / "file"):
            path.touch(mode=0o600)

    asset = Asset("private", "1", build, {"file": ""})
    list(prepare([asset]))
    modes = {path.stat().st_mode & 0o077 for path in asset.folder.rglob("*") if path.is_file()}
    assert modes == {0o044}
    assert asset.folder.stat().st_mode & (asset.folder / "inner").stat().st_mode & 0o055 == 0o055


@pytest.mark.parametrize(("profile", "names"), [("embedded", ["all", "ours"]), ("hub", ["all", "theirs"])])
def test_a_profile_wants_its_own(profile: Any, names: list[str]) -> None:
    assets = (
        Asset("all", "1", writes(""), {}),
        Asset("ours", "1", writes(""), {}, profiles=("embedded", "private")),
        Asset("theirs", "1", writes(""), {}, profiles=("hub",)),
    )
    assert [asset.name for asset in assets_of(entries(*assets), profile)] == names


@pytest.mark.parametrize(
    ("build", "complaint"), [(writes("other"), "has the SHA-256"), (lambda _: None, "made no file")]
)
def test_a_wrong_build_leaves_nothing(cache: Path, build: Callable[[Path], None], complaint: str) -> None:
    asset = Asset("one", "1", build, {"file": sha("promised")})
    with pytest.raises(InfrastructureFault, match=complaint):
        list(prepare([asset]))
    assert missing([asset]) == [asset]
    assert [path.name for path in (cache / "assets").iterdir()] == ["one-1.lock"]


def test_a_build_that_stopped_half_way_is_made_anew() -> None:
    def stops(folder: Path) -> None:
        (folder / "file").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(prepare([Asset("one", "1", stops, {"file": ""})]))
    whole = Asset("one", "1", writes("whole"), {"file": ""})
    assert missing([whole]) == [whole]
    list(prepare([whole]))
    assert whole.path("file").read_text() == "whole"


@pytest.mark.parametrize("promised", [sha("right"), ""])
def test_a_file_that_changed_afterwards_is_found_and_made_anew(promised: str) -> None:
    asset = Asset("one", "1", writes("right"), {"file": promised})
    list(prepare([asset]))
    assert spoilt([asset]) == []
    asset.path("file").write_text("wrong")
    assert spoilt([asset]) == [(asset, "file")]
    discard(asset)
    list(prepare([asset]))
    assert spoilt([asset]) == []
    assert asset.path("file").read_text() == "right"


class TestCommand:
    @pytest.fixture
    def asset(self, monkeypatch: pytest.MonkeyPatch) -> Asset:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")  # put back afterwards
        base = Asset("base", "1", writes("base"), {"file": sha("base")})
        one = Asset("one", "2", writes("one"), {"file": ""}, requires=(base,), profiles=("hub",))
        monkeypatch.setattr(command, "select_questions", lambda *_: entries(one))
        return one

    def run(self, *options: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["prepare", "--profile", "hub", *options])
        return result.exit_code, result.output

    def test_says_what_is_missing_prepares_it_and_is_done(self, asset: Asset) -> None:
        status, said = self.run("--check")
        assert (status, "missing: base (version 1)" in said, "missing: one (version 2)" in said) == (1, True, True)
        status, said = self.run()
        assert status == 0
        assert "1/2 prepared base (0.0 MB" in said
        assert "2/2 prepared one" in said
        assert self.run("--check") == (0, "Everything is there.\n")
        assert "Nothing to prepare: 2 data sets" in self.run()[1]

    def test_finds_and_mends_what_was_spoilt(self, asset: Asset) -> None:
        self.run()
        asset.path("file").write_text("other")
        status, said = self.run("--check")
        assert (status, "spoilt: file of one" in said) == (1, True)
        assert self.run()[0] == 0
        assert asset.path("file").read_text() == "one"

    def test_another_profile_wants_nothing_of_it(self, asset: Asset) -> None:
        result = CliRunner().invoke(app, ["prepare", "--check"])
        assert (result.exit_code, result.output) == (0, "Everything is there.\n")
