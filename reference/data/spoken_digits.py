"""Spoken digits at 8 kHz, made by rule from phones and invented speakers: question 19 (see `spoken_digits.md`).

Voiced sound is a sum of the pitch's harmonics and hiss is noise, both under an envelope of three formants (or of a
band of noise) that glides from phone to phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reference.data.drawing import choose
from reference.data.parts import Parts

SAMPLE_RATE = 8000
FRAME = 40
"""Samples of 5 ms, for which the envelope is computed."""


class Phone(NamedTuple):
    """Three formants in hertz, how loud the voice and the hiss are, the hiss's centre, and the length in seconds."""

    formants: tuple[float, float, float]
    voice: float
    hiss: float
    centre: float
    length: float


PHONES: dict[str, Phone] = {
    "iy": Phone((270, 2290, 3010), 1.0, 0.0, 0, 0.16),
    "ih": Phone((390, 1990, 2550), 1.0, 0.0, 0, 0.09),
    "eh": Phone((530, 1840, 2480), 1.0, 0.0, 0, 0.10),
    "ah": Phone((640, 1190, 2390), 1.0, 0.0, 0, 0.10),
    "ao": Phone((570, 840, 2410), 1.0, 0.0, 0, 0.14),
    "uw": Phone((300, 870, 2240), 1.0, 0.0, 0, 0.16),
    "a": Phone((730, 1090, 2440), 1.0, 0.0, 0, 0.11),
    "o": Phone((500, 900, 2400), 1.0, 0.0, 0, 0.11),
    "r": Phone((490, 1350, 1690), 0.8, 0.0, 0, 0.07),
    "w": Phone((300, 650, 2200), 0.7, 0.0, 0, 0.07),
    "n": Phone((280, 1300, 2500), 0.4, 0.0, 0, 0.08),
    "v": Phone((300, 1100, 2300), 0.35, 0.06, 2500, 0.06),
    "z": Phone((300, 1500, 2500), 0.3, 0.15, 3600, 0.08),
    "s": Phone((300, 1500, 2500), 0.0, 0.25, 3700, 0.12),
    "f": Phone((300, 1100, 2300), 0.0, 0.08, 2300, 0.10),
    "th": Phone((300, 1400, 2400), 0.0, 0.06, 3000, 0.09),
    "stop": Phone((400, 1500, 2500), 0.0, 0.0, 2500, 0.05),
    "t": Phone((400, 1800, 2600), 0.0, 0.30, 3400, 0.025),
    "k": Phone((400, 1500, 2200), 0.0, 0.25, 1800, 0.025),
}
"""Vowels after Peterson and Barney (JASA 24, 1952, table II); the rest chosen by ear and textbook."""

WORDS: dict[str, tuple[str, ...]] = {
    "zero": ("z", "ih", "r", "o", "uw"),
    "one": ("w", "ah", "n"),
    "two": ("stop", "t", "uw"),
    "three": ("th", "r", "iy"),
    "four": ("f", "ao", "r"),
    "five": ("f", "a", "ih", "v"),
    "six": ("s", "ih", "stop", "k", "s"),
    "seven": ("s", "eh", "v", "ah", "n"),
    "eight": ("eh", "iy", "stop", "t"),
    "nine": ("n", "a", "ih", "n"),
}

BANDWIDTHS = (70.0, 100.0, 150.0)
SPEAKERS = {"train": 20, "held_out": 12}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Pitch in hertz, length of the vocal tract (1 is a man's), speed, breath, and each phone's own shade."""

    pitch: float
    tract: float
    speed: float
    breath: float
    accent: dict[str, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A waveform, float32 [T] in -1..1, and the words in it, with a blank between them."""

    wave: np.ndarray
    transcript: str
    speaker: int


def make(seed: int, train: int, held_out: int, words: tuple[int, int] = (1, 1)) -> Parts[Utterance]:
    """Utterances of `words[0]` to `words[1]` digits; no speaker is in both parts, and held-out ones differ more.

    Another seed invents other speakers.
    """
    parts = []
    for number, (part, count) in enumerate((("train", train), ("held_out", held_out))):
        rng = np.random.default_rng([seed, 19, number])
        wider = 1.0 if part == "train" else 1.15
        speakers = [_invent(rng, wider) for _ in range(SPEAKERS[part])]
        parts.append(tuple(_utterance(rng, speakers, words, number * SPEAKERS["train"]) for _ in range(count)))
    return Parts(*parts)


def _invent(rng: np.random.Generator, wider: float) -> Speaker:
    def around(middle: float, factor: float) -> float:
        return float(middle * (factor * wider) ** rng.uniform(-1, 1))

    def shade() -> tuple[float, float, float]:
        first, second, third = (float(rng.normal(1, 0.03)) for _ in range(3))
        return first, second, third

    return Speaker(
        pitch=around(150, 1.6),
        tract=around(1.1, 1.15),
        speed=around(1, 1.3),
        breath=float(rng.uniform(0.0, 0.03)),
        accent={phone: shade() for phone in PHONES},
    )


def _utterance(rng: np.random.Generator, speakers: list[Speaker], words: tuple[int, int], first: int) -> Utterance:
    index = int(rng.integers(len(speakers)))
    said = [choose(rng, tuple(WORDS)) for _ in range(int(rng.integers(words[0], words[1] + 1)))]
    return Utterance(speak(said, speakers[index], rng), " ".join(said), first + index)


def speak(words: list[str], speaker: Speaker, rng: np.random.Generator) -> np.ndarray:
    """The words as one speaker says them, once: no two times are alike. Float32 [T] in -1..1."""
    phones = [phone for word in words for phone in ("stop", *WORDS[word])] + ["stop"]
    track = _track(phones, speaker, rng)
    steps = len(track)
    fall = np.linspace(1.08, 0.88, steps) * (1 + 0.02 * np.sin(np.arange(steps) / rng.uniform(8, 15)))
    wave = _voiced(track, speaker.pitch * fall, rng) + _hissing(track, speaker.breath, rng)
    wave += rng.uniform(0.001, 0.004) * rng.standard_normal(len(wave))
    return np.asarray(wave * rng.uniform(0.2, 0.9) / np.abs(wave).max(), dtype=np.float32)


def _track(phones: list[str], speaker: Speaker, rng: np.random.Generator) -> np.ndarray:
    """Formants (3), voice, hiss and its centre for each frame, [frames, 6]; smoothed, as tongues are slow."""
    rows = []
    for name in phones:
        phone = PHONES[name]
        formants = [
            f * a / speaker.tract * rng.normal(1, 0.015)
            for f, a in zip(phone.formants, speaker.accent[name], strict=True)
        ]
        row = [*formants, phone.voice, phone.hiss, phone.centre]
        frames = max(2, round(phone.length / speaker.speed * rng.uniform(0.85, 1.2) * SAMPLE_RATE / FRAME))
        rows += [row] * frames
    track = np.array(rows)
    window = np.hanning(9)[1:-1]
    padded = np.pad(track, ((3, 3), (0, 0)), mode="edge")
    for column in range(4):  # hiss begins and ends at once
        track[:, column] = np.convolve(padded[:, column], window / window.sum(), mode="valid")
    return track


def _envelope(frequencies: np.ndarray, track: np.ndarray) -> np.ndarray:
    """How strongly each frame's formants let frequencies [..., F] pass: [frames, F]."""
    passed = np.zeros((len(track), frequencies.shape[-1]))
    for formant, bandwidth in enumerate(BANDWIDTHS):
        away = (frequencies - track[:, formant, None]) / (bandwidth / 2)
        passed += 0.6**formant / np.sqrt(1 + away**2)
    return passed


def _voiced(track: np.ndarray, pitch: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    harmonics = np.arange(1, int(3800 / pitch.min()) + 1)
    frequencies = pitch[:, None] * harmonics
    strength = _envelope(frequencies, track) * harmonics**-0.7 * track[:, 3, None] * (frequencies < 3900)
    moments = np.arange(len(track) * FRAME) / FRAME - 0.5
    places = np.arange(len(track))
    phase = np.cumsum(np.interp(moments, places, pitch)) / SAMPLE_RATE + rng.uniform()
    wave = np.zeros(len(moments))
    for index, harmonic in enumerate(harmonics):
        wave += np.interp(moments, places, strength[:, index]) * np.sin(2 * np.pi * harmonic * phase)
    return wave


def _hissing(track: np.ndarray, breath: float, rng: np.random.Generator) -> np.ndarray:
    """Noise in windows of two frames, each shaped by its frame and added with half an overlap."""
    size = 2 * FRAME
    frequencies = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    band = np.exp(-(((frequencies - track[:, 5, None]) / 700) ** 2)) * track[:, 4, None]
    shape = 3 * band + breath * _envelope(frequencies, track) * track[:, 3, None]
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal((len(track), size))) * shape, size) * np.hanning(size)
    wave = np.zeros((len(track) + 1) * FRAME)
    for index, piece in enumerate(noise):
        wave[index * FRAME : index * FRAME + size] += piece
    return wave[: len(track) * FRAME]
