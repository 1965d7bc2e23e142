"""The classifiers with which the grader reads digits and listens to spoken ones, as shipped and as built."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from sklearn.decomposition import PCA
from transformers import AutoFeatureExtractor, AutoModelForAudioClassification, AutoModelForImageClassification

from metrics.kernel_distance import kid, median_distance, mmd
from reference.data import digits, shapes, spoken_digits
from reference.data.shapes import CAPTIONS
from reference.data.spoken_digits import WORDS
from reference.models import build_digit_reader, build_picture_reader, build_speech_reader, classifier_training
from reference.models.build_picture_reader import TRAINED, UNSEEN
from reference.models.perception import (
    DIGIT_READER,
    PERCEPTION,
    PICTURE_READER,
    SPEECH_READER,
    ImageReader,
    SpeechReader,
)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def digit_reader() -> ImageReader:
    return ImageReader(DIGIT_READER.folder("embedded"))


@pytest.fixture(scope="module")
def picture_reader() -> ImageReader:
    return ImageReader(PICTURE_READER.folder("embedded"))


@pytest.fixture(scope="module")
def speech_reader() -> SpeechReader:
    return SpeechReader(SPEECH_READER.folder("embedded"))


@pytest.mark.parametrize("checkpoint", PERCEPTION, ids=lambda one: one.name)
def test_files_are_those_on_the_card_and_small(checkpoint: Any) -> None:
    (folder,) = checkpoint.content
    card = folder.with_suffix(".md").read_text(encoding="utf-8")
    files = list(folder.iterdir())
    for path in files:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in card, path.name
    assert sum(path.stat().st_size for path in files) < 300_000
    assert {weight.dtype for weight in load_file(folder / "model.safetensors").values()} == {torch.float16}


class TestDigits:
    def test_held_out_digits_are_read(self, digit_reader: ImageReader) -> None:
        _, held_out = digits.make(0, 0, 10_000)
        reading = digit_reader.read(held_out.images)
        assert reading.classes == tuple("0123456789")
        assert np.mean([int(one) for one in reading.labels] == held_out.labels) > 0.98
        np.testing.assert_allclose(reading.probabilities.sum(axis=1), 1, atol=1e-5)
        assert reading.features.shape == (520, 64)
        assert reading.features.dtype == np.float32

    def test_small_changes_are_forgiven(self, digit_reader: ImageReader) -> None:
        _, held_out = digits.make(0, 0, 10_000)
        rng = np.random.default_rng(0)
        noisy = (held_out.images + rng.normal(0, 0.1, held_out.images.shape)).clip(0, 1)
        beside = np.roll(held_out.images, 1, axis=3)  # digits fill all eight rows, but not all columns
        for images, bar in ((noisy, 0.97), (beside, 0.96)):
            assert np.mean([int(one) for one in digit_reader.read(images).labels] == held_out.labels) > bar

    def test_stock_classes_read_the_same(self, digit_reader: ImageReader) -> None:
        images = digits.make(3, 0, 20)[1].images
        model = AutoModelForImageClassification.from_pretrained(DIGIT_READER.folder("embedded"))
        assert model.dtype == torch.float32
        assert not model.training
        with torch.inference_mode():
            expected = model(pixel_values=torch.from_numpy(images)).logits.softmax(-1).numpy()
        reading = digit_reader.read(images)
        np.testing.assert_allclose(reading.probabilities, expected, atol=1e-5)
        np.testing.assert_allclose(digit_reader.read(images[7:8]).features, reading.features[7:8], atol=1e-4)
        assert digit_reader.read(images[:0]).features.shape == (0, 64)

    def test_other_forms_are_refused(self, digit_reader: ImageReader) -> None:
        with pytest.raises(ValueError, match=r"\[2, 8, 8\] are no images \[N, 1, 8, 8\]"):
            digit_reader.read(np.zeros((2, 8, 8), np.float32))

    def test_features_tell_bad_images_from_real_ones(self, digit_reader: ImageReader) -> None:
        training, held_out = digits.make(0, 520, 520)
        rng = np.random.default_rng(0)
        real = digit_reader.read(held_out.images).features
        width = median_distance(real)

        def distances(images: np.ndarray, references: np.ndarray = real) -> tuple[float, float]:
            features = digit_reader.read(images.astype(np.float32)).features
            cubic = kid(generated=features, references=references).value
            return cubic, mmd(generated=features, references=references, bandwidth=width).value

        def fitted() -> np.ndarray:
            gaussian = PCA(0.9).fit(training.images.reshape(520, -1))
            drawn = rng.normal(0, 1, (520, gaussian.n_components_)) * np.sqrt(gaussian.explained_variance_)
            return gaussian.inverse_transform(drawn).clip(0, 1).reshape(520, 1, 8, 8)

        halves = [distances(held_out.images[at::2], real[1 - at :: 2]) for at in (0, 1)]
        same = np.abs([*halves, distances(training.images)]).max(axis=0)
        assert (same < (0.1, 0.01)).all()
        no_nines = distances(training.images[training.labels != 9])
        gaussian, noise = distances(fitted()), distances(rng.random((520, 1, 8, 8)))
        one_a_digit = distances(training.images[np.unique(training.labels, return_index=True)[1]].repeat(52, axis=0))
        for worse, better in ((noise, gaussian), (one_a_digit, no_nines), (gaussian, no_nines)):
            assert (np.array(worse) > np.array(better)).all()
        assert (np.array(noise) > 10 * same).all()
        assert (np.array(one_a_digit) > 3 * same).all()


def exact(images: np.ndarray) -> list[str]:
    return [str(caption) for caption in shapes.read(images)]


class TestPictures:
    @pytest.mark.parametrize("seed", [0, 1])
    def test_pictures_of_all_captions_are_read(self, picture_reader: ImageReader, seed: int) -> None:
        for part in shapes.make(seed, 240, 160):
            reading = picture_reader.read(part.images)
            assert reading.classes == tuple(str(caption) for caption in CAPTIONS)
            right = [one == str(caption) for one, caption in zip(reading.labels, part.captions, strict=True)]
            assert np.mean(right) > 0.98

    def test_spoilt_pictures_are_read_better_than_by_drawing(self, picture_reader: ImageReader) -> None:
        def model(images: np.ndarray) -> list[str]:
            return picture_reader.read(images).labels

        def exact(images: np.ndarray) -> list[str]:
            return [str(caption) for caption in shapes.read(images)]

        found = {
            spoil.__name__: (build_picture_reader.measure(model, spoil), build_picture_reader.measure(exact, spoil))
            for spoil in (*TRAINED, *UNSEEN)
        }
        assert min(found.values())[0] > 0.7, found
        ours, drawn = np.mean(list(found.values()), axis=0)
        assert ours > 0.93
        assert ours > drawn
        assert found["blur"][0] > found["blur"][1] + 0.05


class TestSpeech:
    @pytest.mark.parametrize("seed", [0, 5])
    def test_held_out_speakers_are_understood(self, speech_reader: SpeechReader, seed: int) -> None:
        spoken = spoken_digits.make(seed, 0, 150).held_out
        reading = speech_reader.read([one.wave for one in spoken])
        assert reading.classes == tuple(WORDS)
        right = [said == one.transcript for said, one in zip(reading.labels, spoken, strict=True)]
        assert np.mean(right) > 0.93
        assert reading.features.shape == (150, 64)

    def test_loudness_and_silence_make_no_difference(self, speech_reader: SpeechReader) -> None:
        spoken = spoken_digits.make(1, 0, 40).held_out
        waves = [one.wave for one in spoken]
        plain = speech_reader.read(waves)
        soft = speech_reader.read([0.3 * wave for wave in waves])
        np.testing.assert_allclose(soft.probabilities, plain.probabilities, atol=0.01)
        framed = speech_reader.read([np.pad(wave, (800, 1200)) for wave in waves])
        assert np.mean([one == two for one, two in zip(framed.labels, plain.labels, strict=True)]) > 0.94

    def test_what_is_no_speech_is_read_without_error(self, speech_reader: SpeechReader) -> None:
        odd = [np.zeros(0), np.zeros(8000), np.ones(3), np.random.default_rng(0).normal(0, 1, 4000)]
        reading = speech_reader.read(odd)
        assert np.isfinite(reading.probabilities).all()
        assert np.isfinite(reading.features).all()
        assert speech_reader.read([]).features.shape == (0, 64)

    def test_reversed_speech_is_not_understood(self, speech_reader: SpeechReader) -> None:
        spoken = spoken_digits.make(2, 0, 80).held_out
        said = speech_reader.read([one.wave[::-1] for one in spoken]).labels
        assert np.mean([word == one.transcript for word, one in zip(said, spoken, strict=True)]) < 0.75

    def test_stock_classes_read_the_same_also_padded(self, speech_reader: SpeechReader) -> None:
        folder = SPEECH_READER.folder("embedded")
        model = AutoModelForAudioClassification.from_pretrained(folder)
        extract = AutoFeatureExtractor.from_pretrained(folder)
        waves = [one.wave for one in spoken_digits.make(3, 0, 12).held_out]
        batch = extract(waves, sampling_rate=speech_reader.sample_rate, padding=True, return_tensors="pt")
        with torch.inference_mode():
            expected = model(**batch).logits.softmax(-1).numpy()
        np.testing.assert_allclose(speech_reader.read(waves).probabilities, expected, atol=0.05)


def test_two_builds_of_the_digit_reader_are_equal_and_learn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_digit_reader, "STEPS", 40)
    images = digits.make(0, 300, 0)[0]
    weights = []
    for name in ("first", "second"):
        classifier_training.save(build_digit_reader.train(images), tmp_path / name)
        weights.append((tmp_path / name / "model.safetensors").read_bytes())
    assert weights[0] == weights[1]
    right, nats = build_digit_reader.measure(tmp_path / "first", images)
    assert right > 0.25
    assert nats < math.log(10)


def test_two_builds_of_the_picture_reader_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_picture_reader, "STEPS", 4)
    weights = []
    for name in ("first", "second"):
        classifier_training.save(build_picture_reader.train(), tmp_path / name)
        weights.append((tmp_path / name / "model.safetensors").read_bytes())
    assert weights[0] == weights[1]


def test_two_builds_of_the_speech_reader_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_speech_reader, "STEPS", 4)
    spoken = spoken_digits.make(0, 24, 0).train
    weights = []
    for name in ("first", "second"):
        build_speech_reader.extractor().save_pretrained(tmp_path / name)
        classifier_training.save(build_speech_reader.train(spoken), tmp_path / name)
        weights.append((tmp_path / name / "model.safetensors").read_bytes())
    assert weights[0] == weights[1]
    assert 0 <= build_speech_reader.right(tmp_path / "first", spoken) <= 1


def test_no_seed_of_an_exam_is_learned_by_the_speech_reader() -> None:
    assert min(build_speech_reader.SEEDS) > 1000
