"""The builder of the small GPT-2, on a handful of texts and a few steps."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from reference.models import build_gpt2_small as builder

CORPUS = ["The film is good.", "The film is not good.", "The city has a plan.", "A plan is not a film."] * 20


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"VOCABULARY": 300, "WINDOW": 32, "BATCH": 2, "STEPS": 12, "WARM_UP": 3}.items():
        monkeypatch.setattr(builder, name, value)
    return tmp_path


def test_stream_puts_an_end_around_every_text(folder: Path) -> None:
    builder.build_tokenizer(CORPUS, folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = builder.stream(CORPUS[:2], tokenizer)
    assert tokenizer.decode(ids) == "<|endoftext|>The film is good.<|endoftext|>The film is not good.<|endoftext|>"


def test_two_builds_are_equal_and_learn(folder: Path) -> None:
    builder.build_tokenizer(CORPUS, folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = builder.stream(CORPUS, tokenizer)
    losses = []
    for name in ("first", "second"):
        (folder / name).mkdir()
        tokenizer.save_pretrained(folder / name)
        builder.save(builder.train(ids, len(tokenizer), tokenizer.eos_token_id), folder / name)
        losses.append(builder.bits_per_byte(folder / name, CORPUS[:4])[1])
    weights = [(folder / name / "model.safetensors").read_bytes() for name in ("first", "second")]
    assert weights[0] == weights[1]
    assert losses[0] == losses[1] < torch.log(torch.tensor(300.0)).item() - 1
    assert AutoModelForCausalLM.from_pretrained(folder / "first").dtype == torch.float32
