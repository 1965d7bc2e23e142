"""Where a model's folder is, under each profile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from harness.question import Asset, UserError
from reference.models.checkpoint import Checkpoint
from reference.models.checkpoints import CHECKPOINTS, T5, T5_SMALL_EN_ZH


def asset(name: str) -> Asset:
    return Asset(name, "1", lambda _: None, {})


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HARNESS_CACHE", str(tmp_path))
    monkeypatch.setenv("HARNESS_CONFIG", str(tmp_path / "harness.toml"))
    return tmp_path


def test_a_shipped_model_needs_no_preparing() -> None:
    assert T5.folder("embedded") == T5.folder("private") == T5_SMALL_EN_ZH
    assert T5.content == (T5_SMALL_EN_ZH,)
    assert [one.profiles for one in T5.prepared] == [("hub",)]


@pytest.mark.parametrize(("profile", "remedy"), [("embedded", "harness prepare`"), ("hub", "prepare --profile hub`")])
def test_one_that_was_not_prepared_says_what_to_do(profile, remedy: str) -> None:
    with pytest.raises(UserError) as error:
        Checkpoint("one", asset("ours"), asset("theirs")).folder(profile)
    assert remedy in error.value.remedy


def test_one_that_nobody_published_is_ours_everywhere() -> None:
    ours = Checkpoint("t5", T5_SMALL_EN_ZH)
    assert ours.folder("embedded") == ours.folder("hub") == ours.folder("private") == T5_SMALL_EN_ZH
    assert (ours.prepared, ours.content) == ((), (T5_SMALL_EN_ZH,))


def test_prepared_ones(nowhere: Path) -> None:
    checkpoint = Checkpoint("one", asset("ours"), asset("theirs"))
    for name in ("ours", "theirs"):
        (nowhere / "assets" / f"{name}-1").mkdir(parents=True)
    assert checkpoint.folder("embedded").name == checkpoint.folder("private").name == "ours-1"
    assert checkpoint.folder("hub").name == "theirs-1"
    assert [one.name for one in checkpoint.prepared] == ["ours", "theirs"]
    assert checkpoint.content == ()


def test_a_published_one_is_loaded_from_its_folder_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder laid out as the hub's snapshot, without a network."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    shutil.copytree(T5_SMALL_EN_ZH, T5.hub.folder)
    folder = T5.folder("hub")
    assert all((folder / file).exists() for file in T5.hub.files)
    assert AutoTokenizer.from_pretrained(folder)("A cat.")["input_ids"][-1] == 1
    assert AutoModelForSeq2SeqLM.from_pretrained(folder).config.model_type == "t5"


def test_an_organisation_brings_its_own(nowhere: Path) -> None:
    (nowhere / "bert").mkdir()
    (nowhere / "harness.toml").write_text('[private.checkpoints]\none = "bert"\ngone = "nowhere"\n')
    assert Checkpoint("one", asset("ours"), asset("theirs")).folder("private") == nowhere / "bert"
    assert Checkpoint("t5", T5_SMALL_EN_ZH, asset("theirs")).folder("private") == T5_SMALL_EN_ZH
    with pytest.raises(UserError, match=r"nowhere, named by private\.checkpoints\.gone"):
        Checkpoint("gone", asset("ours"), asset("theirs")).folder("private")


def test_every_published_model_is_pinned() -> None:
    for checkpoint in CHECKPOINTS:
        assert len(checkpoint.hub.version) == 12
        assert "config.json" in checkpoint.hub.files
