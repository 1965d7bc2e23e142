"""The pre-trained models of the questions, under every profile (see `docs/data.md`)."""

from __future__ import annotations

from pathlib import Path

from reference.data.hub import hub_asset
from reference.models.causal import GPT2_SMALL
from reference.models.checkpoint import Checkpoint
from reference.models.minilm import MINILM
from reference.models.qa_minilm import QA_MINILM

T5_SMALL_EN_ZH = Path(__file__).parent / "t5_small_en_zh"

_BERT_FILES = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt")
_MARIAN_FILES = (
    "config.json", "generation_config.json", "pytorch_model.bin", "source.spm", "target.spm", "tokenizer_config.json",
    "vocab.json",
)  # fmt: skip
_T5_FILES = ("config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")
_GPT2_FILES = ("config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")

ENCODER = Checkpoint(
    "encoder",
    MINILM,
    hub_asset("model", "google-bert/bert-base-uncased", "86b5e0934494bd15c9632b12f734a8a67f723594", _BERT_FILES),
)
"""A BERT encoder: questions 9, 16, 26 and 30."""

READER = Checkpoint(
    "reader",
    QA_MINILM,
    hub_asset(
        "model",
        "distilbert/distilbert-base-cased-distilled-squad",
        "564e9b582944a57a3e586bbb98fd6f0a4118db7f",
        _BERT_FILES,
    ),
)
"""A span reader for question answering: question 11."""

TRANSLATOR = Checkpoint(
    "translator",
    T5_SMALL_EN_ZH,
    hub_asset("model", "Helsinki-NLP/opus-mt-en-zh", "408d9bc410a388e1d9aef112a2daba955b945255", _MARIAN_FILES),
)
"""A translator from English to Chinese: question 10."""

T5 = Checkpoint(
    "t5",
    T5_SMALL_EN_ZH,
    hub_asset("model", "google-t5/t5-small", "df1b051c49625cf57a3d0d8d3863ed4d13564fe4", _T5_FILES),
)
"""An encoder-decoder of T5's kind: questions 18 and 28."""

GPT2 = Checkpoint(
    "gpt2",
    GPT2_SMALL,
    hub_asset("model", "openai-community/gpt2", "607a30d783dfa663caf39e06633721c8d4cfcd7e", _GPT2_FILES),
)
"""A causal language model: questions 17, 27 and 29."""

CHECKPOINTS = (ENCODER, READER, TRANSLATOR, T5, GPT2)
