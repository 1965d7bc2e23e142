"""The small English-Chinese T5: the one that is shipped, and its builder on a few steps."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from reference.data import en_zh
from reference.models import build_t5_small_en_zh as builder
from reference.models.checkpoints import T5_SMALL_EN_ZH


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(T5_SMALL_EN_ZH)


class TestShipped:
    def test_files_are_those_on_the_card_and_small(self) -> None:
        card = T5_SMALL_EN_ZH.with_suffix(".md").read_text(encoding="utf-8")
        files = list(T5_SMALL_EN_ZH.iterdir())
        for path in files:
            assert hashlib.sha256(path.read_bytes()).hexdigest() in card, path.name
        assert sum(path.stat().st_size for path in files) < 1_500_000

    def test_translates_held_out_pairs_of_verb_and_noun(self) -> None:
        torch.set_num_threads(1)
        pairs = en_zh.make(0, 0, 60).held_out
        assert builder.exact(T5_SMALL_EN_ZH, pairs, 1) > 0.9
        assert builder.exact(T5_SMALL_EN_ZH, en_zh.make(0, 0, 20, "office").held_out, 1) < 0.1

    def test_begins_with_the_pad_and_is_loaded_in_single_precision(self) -> None:
        model = AutoModelForSeq2SeqLM.from_pretrained(T5_SMALL_EN_ZH)
        assert model.dtype == torch.float32
        assert (model.config.decoder_start_token_id, model.config.eos_token_id) == (0, 1)
        assert json.loads((T5_SMALL_EN_ZH / "config.json").read_text())["dropout_rate"] == 0.1

    @given(st.text())
    @settings(max_examples=50)
    def test_any_text_survives_the_tokenizer(self, tokenizer: Any, text: str) -> None:
        ids = tokenizer(text, verbose=False)["input_ids"]
        assert ids[-1] == tokenizer.eos_token_id
        if not any(special in text for special in tokenizer.all_special_tokens):
            assert tokenizer.decode(ids, skip_special_tokens=True) == text

    def test_chinese_characters_are_never_joined(self, tokenizer: Any) -> None:
        text = "昨天医生没有在市场修理两台电脑。"
        offsets = tokenizer(text, return_offsets_mapping=True)["offset_mapping"][:-1]
        assert all(end - start <= 1 for start, end in offsets)


@pytest.mark.slow
def test_two_builds_are_equal_and_learn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STEPS": 25, "WARM_UP": 5, "BATCH": 8}.items():
        monkeypatch.setattr(builder, name, value)
    torch.set_num_threads(1)
    pairs = en_zh.make(1, 120, 0).train
    builder.build_tokenizer([text for pair in pairs for text in (pair.source, pair.target)], tmp_path)
    tokenizer = AutoTokenizer.from_pretrained(tmp_path)
    weights = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        model = builder.train(pairs, tokenizer)
        batch = tokenizer([pairs[0].source], return_tensors="pt")
        labels = tokenizer([pairs[0].target], return_tensors="pt")["input_ids"]
        with torch.inference_mode():
            assert model(**batch, labels=labels).loss.item() < 5.0 < torch.log(torch.tensor(len(tokenizer))).item()
        builder.save(model, tmp_path / name)
        weights.append((tmp_path / name / "model.safetensors").read_bytes())
    assert weights[0] == weights[1]
