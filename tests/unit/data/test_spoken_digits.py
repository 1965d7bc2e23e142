"""Synthesised digits: question 19."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from reference.data import spoken_digits
from reference.data.parts import Parts
from reference.data.spoken_digits import PHONES, SAMPLE_RATE, WORDS, Speaker, Utterance, speak


@pytest.fixture(scope="module")
def made() -> Parts[Utterance]:
    return spoken_digits.make(0, 150, 80)


def test_waves_are_sound_of_a_sensible_length(made: Parts[Utterance]) -> None:
    for one in (*made.train, *made.held_out):
        assert one.wave.dtype == np.float32
        assert one.wave.ndim == 1
        assert 0.2 - 1e-6 <= np.abs(one.wave).max() <= 0.9 + 1e-6
        assert 0.2 < len(one.wave) / SAMPLE_RATE < 1.2


def test_all_words_are_said_and_no_speaker_is_in_both_parts(made: Parts[Utterance]) -> None:
    assert {one.transcript for one in made.train} == {one.transcript for one in made.held_out} == set(WORDS)
    speakers = [{one.speaker for one in part} for part in (made.train, made.held_out)]
    assert [len(part) for part in speakers] == [20, 12]
    assert speakers[0].isdisjoint(speakers[1])


def test_strings_of_words(made: Parts[Utterance]) -> None:
    strings = spoken_digits.make(1, 60, 0, (1, 3)).train
    counts = [len(one.transcript.split()) for one in strings]
    assert set(counts) == {1, 2, 3}
    lengths = [np.mean([len(one.wave) for one, c in zip(strings, counts, strict=True) if c == n]) for n in (1, 3)]
    assert 2.2 < lengths[1] / lengths[0] < 3.8


def test_a_seed_repeats_and_another_invents_others(made: Parts[Utterance]) -> None:
    again, other = spoken_digits.make(0, 150, 80), spoken_digits.make(1, 150, 80)
    assert all((one.wave == two.wave).all() for one, two in zip(made.train, again.train, strict=True))
    assert len(other.train[0].wave) != len(made.train[0].wave) or (other.train[0].wave != made.train[0].wave).any()
    np.testing.assert_array_equal(spoken_digits.make(0, 3, 0).train[2].wave, made.train[2].wave)


def test_words_use_known_phones_and_differ() -> None:
    assert all(phone in PHONES for word in WORDS.values() for phone in word)
    assert len(set(WORDS.values())) == len(WORDS) == 10


Say = Callable[..., np.ndarray]


@pytest.fixture
def say() -> Say:
    def speaking(word: str, **changed: float) -> np.ndarray:
        plain = {"pitch": 120.0, "tract": 1.0, "speed": 1.0, "breath": 0.0} | changed
        accent = dict.fromkeys(PHONES, (1.0, 1.0, 1.0))
        return speak([word], Speaker(accent=accent, **plain), np.random.default_rng(5))

    return speaking


def peak(wave: np.ndarray, low: float, high: float) -> float:
    """The strongest frequency of the middle of a wave, in a band."""
    middle = wave[len(wave) // 4 : -len(wave) // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    frequencies = np.fft.rfftfreq(len(middle), 1 / SAMPLE_RATE)
    band = (frequencies >= low) & (frequencies < high)
    return float(frequencies[band][spectrum[band].argmax()])


def test_speakers_differ_as_they_should(say: Say) -> None:
    assert len(say("nine", speed=0.8)) > 1.3 * len(say("nine", speed=1.3))
    assert peak(say("four", pitch=200.0), 100, 260) > 1.5 * peak(say("four", pitch=110.0), 70, 160)


def test_sixes_hiss_and_nines_do_not(say: Say) -> None:
    def high_share(wave: np.ndarray) -> float:
        power = np.abs(np.fft.rfft(wave)) ** 2
        return float(power[len(power) * 3 // 4 :].sum() / power.sum())

    assert high_share(say("six")) > 10 * high_share(say("nine"))
