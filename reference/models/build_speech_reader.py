"""Trains the spoken-digit classifier of question 19: `python -m reference.models.build_speech_reader [FOLDER]`.

The outcome lies ready-made in `speech_reader/`; `speech_reader.md` is its card. One thread and a budget in steps, so
that the same machine gives the same weights again; another one may differ in the last bits.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import Wav2Vec2Config, Wav2Vec2FeatureExtractor, Wav2Vec2ForSequenceClassification

from reference.data import spoken_digits
from reference.data.spoken_digits import SAMPLE_RATE, WORDS, Utterance
from reference.models import classifier_training
from reference.models.perception import SpeechReader

SEEDS = range(1900, 2000)
"""No exam's seed should be one of these: twenty speakers of each were learned."""

UTTERANCES = 40
"""Of each seed."""

BATCH = 16
STEPS = 1500
PEAK_RATE = 2e-3
SILENCE = SAMPLE_RATE // 5
NOISE = 0.01
"""The most that is put before and behind a training utterance, in samples, and the most noise that is added."""


def utterances() -> list[Utterance]:
    """What is trained on: training speakers of every seed."""
    return [one for seed in SEEDS for one in spoken_digits.make(seed, UTTERANCES, 0).train]


def extractor() -> Any:
    """Brings waveforms to mean 0 and variance 1, and pads them with a mask."""
    make: Any = Wav2Vec2FeatureExtractor
    return make(feature_size=1, sampling_rate=SAMPLE_RATE, do_normalize=True, return_attention_mask=True)


def train(spoken: Sequence[Utterance]) -> Any:
    """Train on batches of single words, with other silence around them and other noise each time."""
    torch.manual_seed(SEEDS[0])
    rng = np.random.default_rng(SEEDS[0])
    names = dict(enumerate(WORDS))
    make: Any = Wav2Vec2Config
    config = make(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=4, intermediate_size=128, conv_dim=(32, 32, 48, 64),
        conv_kernel=(16, 8, 4, 4), conv_stride=(5, 4, 4, 2), conv_bias=True, feat_extract_norm="layer",
        do_stable_layer_norm=True, num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=4,
        classifier_proj_size=64, hidden_dropout=0.0, attention_dropout=0.0, activation_dropout=0.0,
        feat_proj_dropout=0.0, final_dropout=0.0, layerdrop=0.0, apply_spec_augment=False,
        id2label=names, label2id={name: place for place, name in names.items()},
    )  # fmt: skip
    model: Any = Wav2Vec2ForSequenceClassification(config)
    extract, places = extractor(), {name: place for place, name in names.items()}

    def draw() -> dict[str, torch.Tensor]:
        chosen = [spoken[place] for place in rng.integers(len(spoken), size=BATCH).tolist()]
        batch = extract(
            [_changed(one.wave, rng) for one in chosen], sampling_rate=SAMPLE_RATE, padding=True, return_tensors="pt"
        )
        return {**batch, "labels": torch.tensor([places[one.transcript] for one in chosen])}

    classifier_training.train(model, draw, STEPS, PEAK_RATE)
    return model


def _changed(wave: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    before, behind = rng.integers(0, SILENCE, size=2).tolist()
    longer = np.pad(wave, (before, behind))
    noise = rng.uniform(0, NOISE) * rng.standard_normal(len(longer))
    return np.asarray(longer + noise, dtype=np.float32)


def right(folder: Path, spoken: Sequence[Utterance]) -> float:
    """The share of utterances of one word that what was saved reads right."""
    said = SpeechReader(folder).read([one.wave for one in spoken]).labels
    return sum(word == one.transcript for word, one in zip(said, spoken, strict=True)) / len(spoken)


def main() -> None:
    """Build everything into a folder and print what the card says about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "speech_reader")
    folder: Path = parser.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    extractor().save_pretrained(folder)
    classifier_training.save(train(utterances()), folder)
    for seed in (0, 1):
        held_out = spoken_digits.make(seed, 0, 300).held_out
        print(f"held-out speakers of seed {seed}: {right(folder, held_out):.4f} of {len(held_out)} words right")
    classifier_training.print_files(folder)


if __name__ == "__main__":
    main()
