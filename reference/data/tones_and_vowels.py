"""Tones and vowel-like sounds at 8 kHz, made by rule: question 20's waveforms (see `tones_and_vowels.md`).

Their structure is longer than a sample or two: a pitch period is 40 to 100 samples, what fills it (a spectrum of
harmonics, or a glottal pulse through three formants) stays for the whole clip or glides slowly, and the room that
they sound in has an echo.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SAMPLE_RATE = 8000

STEPS_AN_OCTAVE = 48
PITCHES = 80.0 * 2.0 ** (np.arange(64) / STEPS_AN_OCTAVE)
"""The grid of fundamental frequencies in hertz, 80 to 199: periods of 100 to 40 samples."""

HELD_OUT_EVERY = 4
"""Each fourth pitch, and each fourth pair of vowels, sounds in held-out clips only."""

VOWELS: dict[str, tuple[float, float, float]] = {
    "i": (270, 2290, 3010),
    "ɪ": (390, 1990, 2550),
    "ɛ": (530, 1840, 2480),
    "æ": (660, 1720, 2410),
    "ɑ": (730, 1090, 2440),
    "ɔ": (570, 840, 2410),
    "ʊ": (440, 1020, 2240),
    "u": (300, 870, 2240),
    "ʌ": (640, 1190, 2390),
    "ɝ": (490, 1350, 1690),
}
"""First three formants in hertz, averages of men's voices (Peterson and Barney, JASA 24, 1952, table II)."""

INSTRUMENTS = ((0.8, 1.0, 0.0), (0.7, 0.1, 0.0), (1.1, 0.6, 0.07), (0.6, 0.5, 0.03))
"""Tones: how fast the harmonics fall, how strong the even ones are, how far each one's phase is turned."""

PRE_EMPHASIS = 0.8
"""How much of the sample before is taken off, as speech coders do: without it the sample before says nearly all, and a
longer look back pays little (see the card)."""

ECHO, ECHO_GAIN = 196, 0.8
"""All clips sound in the same room: an echo after 24.5 ms, each time 0.8 as strong. It makes a look back of some 200
samples pay for a small net too, one that has no time to learn how to copy a pitch period (see the card)."""

_BANDWIDTHS = (60.0, 90.0, 140.0)
_RINGING = 320
"""Samples after which a formant's ringing is cut: 60 Hz wide, it has fallen by 65 dB."""

_PAIRS = [(first, second) for first in VOWELS for second in VOWELS]


@dataclass(frozen=True, slots=True)
class Clip:
    """What a clip is made from. `vowels` is None for a tone; else the sound glides from the first to the second."""

    pitch: int
    vowels: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class TonesAndVowels:
    """Waveforms float32 [clips, samples] within -1..1, and what each was made from."""

    train: np.ndarray
    held_out: np.ndarray
    train_clips: tuple[Clip, ...]
    held_out_clips: tuple[Clip, ...]
    noise_levels: np.ndarray
    """Standard deviation of the white noise that is new in each sample of a held-out clip: nothing can predict it."""


def make(seed: int, train: int, held_out: int, samples: int) -> TonesAndVowels:
    """Clips for training and held-out ones: half of them tones, half vowels; another seed makes others.

    No held-out clip has the pitch of a training clip, nor the pair of vowels.
    """
    rng = np.random.default_rng([seed, 20])
    train_clips, held_out_clips = _draw(rng, train, held=False), _draw(rng, held_out, held=True)
    train_made = [_sound(clip, samples, rng) for clip in train_clips]
    held_out_made = [_sound(clip, samples, rng) for clip in held_out_clips]
    return TonesAndVowels(
        train=np.array([wave for wave, _ in train_made], np.float32).reshape(train, samples),
        held_out=np.array([wave for wave, _ in held_out_made], np.float32).reshape(held_out, samples),
        train_clips=train_clips,
        held_out_clips=held_out_clips,
        noise_levels=np.array([level for _, level in held_out_made]),
    )


def _draw(rng: np.random.Generator, count: int, *, held: bool) -> tuple[Clip, ...]:
    pitches = [index for index in range(len(PITCHES)) if (index % HELD_OUT_EVERY == 1) == held]
    pairs = [pair for index, pair in enumerate(_PAIRS) if (index % HELD_OUT_EVERY == 1) == held]
    clips = []
    for index in range(count):
        pitch = pitches[int(rng.integers(len(pitches)))]
        clips.append(Clip(pitch, pairs[int(rng.integers(len(pairs)))] if index % 2 else None))
    return tuple(clips)


def _sound(clip: Clip, samples: int, rng: np.random.Generator) -> tuple[np.ndarray, float]:
    """The clip's waveform and the standard deviation of the noise in it."""
    run_in = 5 * ECHO
    """The sound has begun before the clip does: no clip starts in silence."""
    time = np.arange(samples + run_in) / SAMPLE_RATE
    vibrato = 1 + rng.uniform(0.002, 0.01) * np.sin(2 * np.pi * (rng.uniform(4, 7) * time + rng.uniform()))
    phase = np.cumsum(PITCHES[clip.pitch] * vibrato) / SAMPLE_RATE + rng.uniform()
    if clip.vowels is None:
        wave = _tone(phase, time, PITCHES[clip.pitch], rng)
    else:
        wave = _vowel(phase, time, clip.vowels, rng)
    envelope = 1 + rng.uniform(0.1, 0.4) * np.sin(2 * np.pi * (rng.uniform(2, 6) * time + rng.uniform()))
    wave = wave * envelope
    wave = wave[1:] - PRE_EMPHASIS * wave[:-1]
    wave = wave / wave.std()
    level = rng.uniform(0.04, 0.08)
    wave = _with_echo(wave + level * rng.standard_normal(len(wave)))[-samples:]
    scale = float(rng.uniform(0.3, 0.9) / np.abs(wave).max())
    return wave * scale, level * scale


def _with_echo(dry: np.ndarray) -> np.ndarray:
    """What a room with one echo makes of it: each sample has the one `ECHO` samples before in it again."""
    wet = dry.copy()
    for start in range(ECHO, len(wet), ECHO):
        end = min(start + ECHO, len(wet))
        wet[start:end] += ECHO_GAIN * wet[start - ECHO : end - ECHO]
    return wet


def _tone(phase: np.ndarray, time: np.ndarray, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """One of the instruments: harmonics up to 3.6 kHz, the higher ones dying sooner, as a plucked string's."""
    harmonics = np.arange(1, int(3600 / pitch) + 1)
    slope, even, turn = INSTRUMENTS[int(rng.integers(len(INSTRUMENTS)))]
    amplitudes = harmonics**-slope * np.where(harmonics % 2 == 0, even, 1.0)
    decays = np.exp(-np.outer(time, 0.5 * harmonics))
    waves = np.sin(2 * np.pi * (np.outer(phase, harmonics) + turn * harmonics**2))
    return np.asarray((decays * waves) @ amplitudes)


def _vowel(phase: np.ndarray, time: np.ndarray, vowels: tuple[str, str], rng: np.random.Generator) -> np.ndarray:
    """A glottal pulse train through the formants of one vowel, then more and more of the other."""
    source = np.diff(_glottal_flow(phase % 1, 0.4, 0.16), prepend=0.0)
    tract = rng.uniform(0.95, 1.05)
    """A shorter vocal tract raises all formants."""
    first, second = (_formants(source, np.array(VOWELS[vowel]) * tract) for vowel in vowels)
    middle, width = rng.uniform(0.3, 0.7) * time[-1], 0.02
    share = 1 / (1 + np.exp(-(time - middle) / width))
    return np.asarray(first * (1 - share) + second * share)


def _glottal_flow(cycle: np.ndarray, opening: float, closing: float) -> np.ndarray:
    """Rosenberg's pulse (JASA 49, 1971, type C) at the given places 0..1 of its cycle."""
    rising = 0.5 * (1 - np.cos(np.pi * cycle / opening))
    falling = np.cos(0.5 * np.pi * (cycle - opening) / closing)
    return np.where(cycle < opening, rising, np.where(cycle < opening + closing, falling, 0.0))


def _formants(source: np.ndarray, frequencies: np.ndarray) -> np.ndarray:
    """Three resonators one after the other (Klatt, JASA 67, 1980: cascade), each as its impulse response."""
    wave = source
    for frequency, bandwidth in zip(frequencies, _BANDWIDTHS, strict=True):
        if frequency < SAMPLE_RATE / 2:
            wave = np.convolve(wave, _resonance(float(frequency), bandwidth))[: len(source)]
    return np.asarray(wave / wave.std())


def _resonance(frequency: float, bandwidth: float) -> np.ndarray:
    """Impulse response of a two-pole resonator of unit gain at 0 Hz, cut after `_RINGING` samples."""
    radius = np.exp(-np.pi * bandwidth / SAMPLE_RATE)
    angle = 2 * np.pi * frequency / SAMPLE_RATE
    gain = 1 - 2 * radius * np.cos(angle) + radius**2
    steps = np.arange(_RINGING)
    return np.asarray(gain * radius**steps * np.sin((steps + 1) * angle) / np.sin(angle))
