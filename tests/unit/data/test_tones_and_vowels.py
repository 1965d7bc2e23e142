"""The waveforms of question 20: what is in them, what is kept apart, and that a seed says it all."""

from __future__ import annotations

import numpy as np
import pytest

from reference.data.tones_and_vowels import ECHO, ECHO_GAIN, PITCHES, SAMPLE_RATE, TonesAndVowels, make


@pytest.fixture(scope="module")
def made() -> TonesAndVowels:
    return make(0, 60, 40, 1600)


def test_shapes_types_and_range(made: TonesAndVowels) -> None:
    assert (made.train.shape, made.held_out.shape) == ((60, 1600), (40, 1600))
    for waves in (made.train, made.held_out):
        assert waves.dtype == np.float32
        peaks = np.abs(waves).max(axis=1)
        assert peaks.min() >= 0.3 - 1e-6
        assert peaks.max() <= 0.9 + 1e-6


def test_no_clips_at_all() -> None:
    assert make(0, 0, 0, 100).train.shape == (0, 100)


def test_periods_are_40_to_100_samples() -> None:
    periods = SAMPLE_RATE / PITCHES
    assert 40 <= periods.min() < 41
    assert periods.max() == 100


def test_held_out_pitches_and_pairs_of_vowels_are_unseen(made: TonesAndVowels) -> None:
    train, held_out = made.train_clips, made.held_out_clips
    assert {clip.pitch for clip in train}.isdisjoint(clip.pitch for clip in held_out)
    pairs = [{clip.vowels for clip in clips if clip.vowels is not None} for clips in (train, held_out)]
    assert pairs[0] and pairs[1] and pairs[0].isdisjoint(pairs[1])


def test_half_are_tones_and_half_vowels(made: TonesAndVowels) -> None:
    for clips in (made.train_clips, made.held_out_clips):
        assert sum(clip.vowels is None for clip in clips) * 2 == len(clips)


def test_a_seed_repeats_and_another_differs(made: TonesAndVowels) -> None:
    again, other = make(0, 60, 40, 1600), make(1, 60, 40, 1600)
    np.testing.assert_array_equal(again.train, made.train)
    np.testing.assert_array_equal(again.held_out, made.held_out)
    assert np.abs(other.train - made.train).max() > 0.1


def _dry(wave: np.ndarray) -> np.ndarray:
    """The wave without the room's echo."""
    return wave[ECHO:].astype(float) - ECHO_GAIN * wave[:-ECHO]


def test_the_echo_carries_most_of_the_power(made: TonesAndVowels) -> None:
    shares = [_dry(wave).var() / wave.var() for wave in made.train]
    assert np.median(shares) < 0.6


def test_the_pitch_is_the_one_promised(made: TonesAndVowels) -> None:
    """The dry sound is like itself one period later: more than half or three quarters of a period later."""
    for clip, wave in zip(made.train_clips, made.train, strict=True):
        dry = _dry(wave)
        period = round(SAMPLE_RATE / PITCHES[clip.pitch])

        def alike(lag: int, dry: np.ndarray = dry) -> float:
            return max(float(np.corrcoef(dry[:-shift], dry[shift:])[0, 1]) for shift in range(lag - 1, lag + 2))

        assert alike(period) > 0.5, clip
        assert alike(period) > max(alike(round(period * 0.7)), alike(round(period * 1.3))), clip


def test_no_clip_begins_in_silence(made: TonesAndVowels) -> None:
    starts = made.train[:, :200].std(axis=1) / made.train.std(axis=1)
    assert starts.min() > 0.3


def test_noise_levels_are_below_what_a_short_memory_leaves(made: TonesAndVowels) -> None:
    assert made.noise_levels.shape == (40,)
    assert (made.noise_levels > 0).all()
    assert (made.noise_levels < 0.1 * made.held_out.std(axis=1)).all()
