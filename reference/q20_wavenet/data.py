"""What question 20 is examined on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.question import DataRequest
from reference.data import tones_and_vowels
from reference.data.tones_and_vowels import SAMPLE_RATE

CODES = 256


@dataclass(frozen=True, slots=True)
class WaveData:
    """Waveforms float32 [clips, samples] at `sample_rate` for training and, of other pitches and vowels, held out."""

    train: np.ndarray
    held_out: np.ndarray
    small: np.ndarray
    """A few training waveforms: enough to see whether a fit follows its seed."""
    sample_rate: int


def make_data(request: DataRequest) -> WaveData:
    """200 training clips and 64 held-out ones of 0.2 s; `fast` asks for few and short ones."""
    clips, held_out, samples = (24, 8, 800) if request.fast else (200, 64, 1600)
    made = tones_and_vowels.make(request.seed, clips, held_out, samples)
    return WaveData(made.train, made.held_out, made.train[:6, :800], SAMPLE_RATE)


def mu_law_codes(waveforms: np.ndarray) -> np.ndarray:
    """Codes int64 0..255 of amplitudes -1..1 (ITU-T G.711's curve with mu = 255, in float64).

    `f(x) = sign(x) ln(1 + 255 |x|) / ln 256`, code = `floor((f(x) + 1) / 2 * 255 + 1/2)`.
    """
    amplitudes = np.asarray(waveforms, np.float64)
    compressed = np.sign(amplitudes) * np.log1p(255 * np.abs(amplitudes)) / np.log(256)
    return np.asarray(np.floor((compressed + 1) / 2 * 255 + 0.5), np.int64)


def mu_law_amplitudes(codes: np.ndarray) -> np.ndarray:
    """The amplitude float64 that each code stands for: `y = 2 code / 255 - 1`, `x = sign(y) (256^|y| - 1) / 255`."""
    compressed = 2 * np.asarray(codes, np.float64) / 255 - 1
    return np.asarray(np.sign(compressed) * (256 ** np.abs(compressed) - 1) / 255)
