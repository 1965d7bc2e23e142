"""The question-answering model: merged from the encoder and a shipped change, and good at unseen names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

from reference.data import qa
from reference.models import build_qa_minilm as builder
from reference.models import low_rank
from reference.models.minilm import MINILM
from reference.models.qa_minilm import DELTA, QA_MINILM, build


def test_the_change_is_the_one_on_the_card_and_small() -> None:
    card = DELTA.parent.with_suffix(".md").read_text(encoding="utf-8")
    assert hashlib.sha256(DELTA.read_bytes()).hexdigest() in card
    assert DELTA.stat().st_size < 1_000_000


def test_it_is_prepared_after_its_encoder() -> None:
    assert QA_MINILM.requires == (MINILM,)
    assert all(QA_MINILM.files.values())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not MINILM.path("model.safetensors").exists():
        pytest.skip("the encoder is not prepared: `harness prepare` fetches it once a question lists it")
    folder = tmp_path_factory.mktemp("qa")
    build(folder)
    return folder


def test_a_build_gives_the_promised_bytes(folder: Path) -> None:
    for name, promised in QA_MINILM.files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == promised, name


def test_embeddings_are_the_encoders_and_every_layer_is_changed(folder: Path) -> None:
    ours, encoder, delta = (
        load_file(folder / "model.safetensors"),
        load_file(MINILM.path("model.safetensors")),
        load_file(DELTA),
    )
    assert all(torch.equal(ours[f"bert.{n}"], w) for n, w in encoder.items() if n.startswith("embeddings.word"))
    layers = {name.removesuffix(".down") for name in delta if name.endswith(".down")}
    assert len(layers) == 36
    for layer in layers:
        assert not torch.equal(ours[f"{layer}.weight"], encoder[f"{layer.removeprefix('bert.')}.weight"])
    assert json.loads((folder / "config.json").read_text())["architectures"] == ["BertForQuestionAnswering"]


@pytest.mark.slow
def test_finds_answers_with_unseen_names(folder: Path) -> None:
    torch.set_num_threads(1)
    model = AutoModelForQuestionAnswering.from_pretrained(folder).eval()
    assert model.dtype == torch.float32
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert builder.exact(model, tokenizer, qa.make(0, 0, 60).held_out) > 0.8


@pytest.mark.slow
def test_training_lowers_the_loss_and_repeats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name, value in {"STEPS": 6, "WARM_UP": 2, "BATCH": 4}.items():
        monkeypatch.setattr(builder, name, value)
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(MINILM.folder)
    items = qa.make(1, 8, 0).train
    files = [tmp_path / "first.safetensors", tmp_path / "second.safetensors"]
    for file in files:
        model = builder.train(items, tokenizer, MINILM.folder)
        builder.save(model, file)
    assert files[0].read_bytes() == files[1].read_bytes()
    assert any(weight.abs().max() > 0 for name, weight in low_rank.changes(model) if name.endswith(".up"))


def test_labels_are_the_answers_tokens() -> None:
    if not MINILM.path("tokenizer.json").exists():
        pytest.skip("the encoder is not prepared: `harness prepare` fetches it once a question lists it")
    tokenizer = AutoTokenizer.from_pretrained(MINILM.folder)
    items = qa.make(2, 24, 0).train
    _, spans, characters = builder.encode(items, tokenizer)
    for item, (first, last), own in zip(items, spans.tolist(), characters, strict=True):
        assert item.context[own[first][0] : own[last][1]] == item.answer
