"""Small classifiers through which the grader looks at images and listens to speech: questions 19 and 21 to 23.

Each gives class probabilities, and the features before the last layer, for distances between sets of items
(`metrics.kernel_distance`). Single precision; an item's reading does not depend on what else is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoFeatureExtractor, AutoModelForAudioClassification, AutoModelForImageClassification

from reference.models.checkpoint import Checkpoint

DIGIT_READER = Checkpoint("digit_reader", Path(__file__).parent / "digit_reader")
"""Which digit an image of 8 by 8 pixels shows: questions 21 and 22."""

PICTURE_READER = Checkpoint("picture_reader", Path(__file__).parent / "picture_reader")
"""Which caption of `reference.data.shapes.CAPTIONS` a picture of 12 by 12 pixels shows: question 23."""

SPEECH_READER = Checkpoint("speech_reader", Path(__file__).parent / "speech_reader")
"""Which digit is spoken in a waveform of one word: question 19."""

PERCEPTION = (DIGIT_READER, PICTURE_READER, SPEECH_READER)

SHORTEST = 0.1
"""Seconds to which a shorter waveform is filled up with silence."""

_IMAGES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Reading:
    """What a classifier makes of N items: probabilities float32 [N, C] of its classes, and features float32 [N, D]."""

    classes: tuple[str, ...]
    probabilities: np.ndarray
    features: np.ndarray

    @property
    def labels(self) -> list[str]:
        """The likeliest class of each item."""
        return [self.classes[place] for place in self.probabilities.argmax(axis=1).tolist()]


class ImageReader:
    """The image classifier of a folder, such as `DIGIT_READER.folder(profile)`."""

    def __init__(self, folder: Path) -> None:
        self._model: Any = AutoModelForImageClassification.from_pretrained(folder, dtype=torch.float32)

    @torch.inference_mode()
    def read(self, images: np.ndarray) -> Reading:
        """Read images [N, C, H, W] in 0..1. ValueError for another form."""
        side, channels = self._model.config.image_size, self._model.config.num_channels
        if images.shape[1:] != (channels, side, side):
            raise ValueError(f"{list(images.shape)} are no images [N, {channels}, {side}, {side}].")
        pixels = np.array(images, dtype=np.float32)  # a copy, which torch may hold
        starts = range(0, len(pixels), _IMAGES_AT_ONCE)
        batches = (torch.from_numpy(pixels[start : start + _IMAGES_AT_ONCE]) for start in starts)
        return _reading(self._model, (self._model.base_model(batch).pooler_output for batch in batches))


class SpeechReader:
    """The audio classifier of a folder, such as `SPEECH_READER.folder(profile)`."""

    def __init__(self, folder: Path) -> None:
        self._model: Any = AutoModelForAudioClassification.from_pretrained(folder, dtype=torch.float32)
        extractors: Any = AutoFeatureExtractor
        self._extractor: Any = extractors.from_pretrained(folder)
        self.sample_rate: int = self._extractor.sampling_rate

    @torch.inference_mode()
    def read(self, waves: Sequence[np.ndarray]) -> Reading:
        """Read waveforms [T] at `sample_rate`, each alone, so that none is padded. Loudness makes no difference."""
        return _reading(self._model, (self._features(wave) for wave in waves))

    def _features(self, wave: np.ndarray) -> torch.Tensor:
        missing = max(0, round(SHORTEST * self.sample_rate) - len(wave))
        filled = np.pad(np.asarray(wave, dtype=np.float32), (0, missing))
        given = self._extractor(filled, sampling_rate=self.sample_rate, return_tensors="pt")
        hidden = self._model.base_model(given["input_values"]).last_hidden_state
        features: torch.Tensor = self._model.projector(hidden).mean(dim=1)
        return features


def _reading(model: Any, features: Iterable[torch.Tensor]) -> Reading:
    """The model's last layer over batches of its features [B, D]."""
    empty = torch.zeros((0, model.classifier.in_features))
    together = torch.cat([empty, *features])
    probabilities = model.classifier(together).softmax(dim=-1)
    names = model.config.id2label
    return Reading(tuple(names[place] for place in range(len(names))), probabilities.numpy(), together.numpy())
