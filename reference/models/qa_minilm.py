"""The question-answering model of questions 11 and 26: MiniLM with a trained change (see `qa_minilm.md`)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from safetensors.torch import load_file, save_file

from harness.question import Asset
from reference.models.low_rank import merge
from reference.models.minilm import MINILM

DELTA = Path(__file__).parent / "qa_minilm" / "delta.safetensors"
_TOKENIZER = ("special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt")


def build(folder: Path) -> None:
    """Merge the change into the encoder: the same weights to the bit on every machine."""
    encoder = load_file(MINILM.path("model.safetensors"))
    delta = load_file(DELTA)
    kept = {f"bert.{name}": weight for name, weight in encoder.items() if name.startswith(("embeddings.", "encoder."))}
    weights = merge(kept, delta)
    weights |= {name: delta[name].float() for name in ("qa_outputs.weight", "qa_outputs.bias")}
    weights.pop("bert.embeddings.position_ids", None)  # numbers from 0 to 511, which the model makes itself
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    config = json.loads(MINILM.path("config.json").read_text(encoding="utf-8"))
    config |= {"architectures": ["BertForQuestionAnswering"], "num_labels": 2}
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    for name in _TOKENIZER:
        shutil.copyfile(MINILM.path(name), folder / name)


QA_MINILM = Asset(
    name="qa-minilm",
    version="1",
    build=build,
    files={
        "config.json": "478caf5e6349ce648638eea18b505d9392ce36f5af60159a7a882ed24656a906",
        "model.safetensors": "1b5b95b4d7a370d9895e0b508e274de754d996e8df4da2aade804bbad7726cef",
        **{name: MINILM.files[name] for name in _TOKENIZER},
    },
    requires=(MINILM,),
    profiles=("embedded", "private"),
)
