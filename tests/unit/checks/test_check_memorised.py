"""Generators that copy, and generators that make new digits and pictures."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from fake_exam import FakeExam
from sklearn.decomposition import PCA

from reference.checks import _memorised, not_memorised
from reference.checks._memorised import _Nearness
from reference.data import digits, shapes

SEEDS = (0, 1, 2)
COUNT = 400


@cache
def parts(kind: str, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Training, held-out and further new images of what training has."""
    if kind == "digits":
        train, held_out = digits.make(seed, 10_000, 10_000)
        return train.images, held_out.images[:300], held_out.images[300:]
    train = shapes.make(seed, 2400, 0)[0].images
    return train[:1600], train[1600:2000], train[2000:]


def copies(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    training = parts(kind, seed)[0]
    return training[rng.integers(len(training), size=COUNT)]


def copies_with_noise(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    drawn = copies(kind, seed, rng)
    deviation = {"digits": 0.1, "shapes": 0.02}[kind]
    return (drawn + rng.normal(0, deviation, drawn.shape)).clip(0, 1)


def copies_with_resampled_pixels(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    """Some pixels come from the same place of other training images."""
    drawn = copies(kind, seed, rng)
    share = {"digits": 0.1, "shapes": 0.02}[kind]
    others = parts(kind, seed)[0].reshape(-1, drawn[0].size)
    chosen = others[rng.integers(len(others), size=(COUNT, drawn[0].size)), np.arange(drawn[0].size)]
    return np.where(rng.random(drawn.shape) < share, chosen.reshape(drawn.shape), drawn)


def copies_among_new_ones(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    drawn, new = copies(kind, seed, rng), gaussian(kind, seed, rng)
    return np.where((rng.random(COUNT) < 0.3)[:, None, None, None], drawn, new)


def few_copies(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    return parts(kind, seed)[0][rng.integers(5, size=COUNT)]


def new_ones(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    return parts(kind, seed)[2]


def gaussian(kind: str, seed: int, rng: np.random.Generator, kept: float = 0.9) -> np.ndarray:
    """Of the training images' mean and principal components."""
    training = parts(kind, seed)[0]
    fitted = PCA(kept, svd_solver="covariance_eigh").fit(training.reshape(len(training), -1))
    drawn = rng.normal(0, 1, (COUNT, fitted.n_components_)) * np.sqrt(fitted.explained_variance_)
    return fitted.inverse_transform(drawn).clip(0, 1).reshape(COUNT, *training.shape[1:])


def blurred_gaussian(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    return gaussian(kind, seed, rng, kept=0.5)


def noise(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    return rng.random((COUNT, *parts(kind, seed)[0].shape[1:]))


def one_image(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    return np.repeat(parts(kind, seed)[2][:1], COUNT, axis=0)


def without_the_noise(kind: str, seed: int, rng: np.random.Generator) -> np.ndarray:
    """Right pictures of trained captions, cleaner than any that training has."""
    captions = shapes.make(seed, 2400, 0)[0].captions[:COUNT]
    shifts = rng.choice(shapes.SHIFTS, (COUNT, 2)).tolist()
    return np.stack(
        [shapes.draw(caption, (x, y), rng.uniform(0.8, 1.0)) for caption, (x, y) in zip(captions, shifts, strict=True)]
    )


class Generator:
    def __init__(self, images: np.ndarray) -> None:
        self.images = images

    def generate(self, count: int) -> np.ndarray:
        return self.images[:count]


def said(outcome: Callable[..., str], kind: str, seed: int, make: Callable[..., np.ndarray]) -> str:
    training, held_out, _ = parts(kind, seed)
    check: Any = not_memorised(
        "generate", lambda exam: exam.fitted().call("generate", COUNT), lambda _: training, lambda _: held_out
    )
    assert check.gate
    return outcome(check, FakeExam(lambda _: Generator(make(kind, seed, np.random.default_rng(seed)))))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["digits", "shapes"])
@pytest.mark.parametrize(
    "make", [copies, copies_with_noise, copies_with_resampled_pixels, copies_among_new_ones, few_copies]
)
def test_copies_are_seen(outcome: Callable[..., str], kind: str, seed: int, make: Any) -> None:
    message = said(outcome, kind, seed, make)
    assert "lie much nearer to it than to any other one" in message


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["digits", "shapes"])
@pytest.mark.parametrize("make", [new_ones, gaussian, blurred_gaussian, noise, one_image])
def test_what_is_new_passes_however_good(outcome: Callable[..., str], kind: str, seed: int, make: Any) -> None:
    assert said(outcome, kind, seed, make) == ""


@pytest.mark.parametrize("seed", range(5))
def test_a_generator_without_the_datas_noise_passes(outcome: Callable[..., str], seed: int) -> None:
    assert said(outcome, "shapes", seed, without_the_noise) == ""


def test_the_message_names_the_copy_and_its_original(outcome: Callable[..., str]) -> None:
    training, held_out, _ = parts("digits", 0)
    given = training[100:400].copy()
    given[7] += 0.001
    check: Any = not_memorised(
        "generate", lambda exam: exam.fitted().call("generate", 300), lambda _: training, lambda _: held_out
    )
    message = outcome(check, Generator(given))
    found = message.split("Item ")[1].split()
    item, original = int(found[0]), int(message.split("training item ")[1].split()[0])
    np.testing.assert_allclose(given[item], training[original], atol=0.002)


@pytest.mark.parametrize("held", [40, 100])
def test_draws_of_one_distribution_fail_as_rarely_as_is_promised(
    outcome: Callable[..., str], monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    """Also with few held-out items, where the bar is uncertain; at a rate of 0.05, which can be counted."""
    monkeypatch.setattr(_memorised, "ERROR", 0.05)
    monkeypatch.setattr(_memorised, "SHARE", 0.0)
    rng = np.random.default_rng(5)
    failed, rounds = 0, 150
    for _ in range(rounds):
        drawn = rng.normal(0, 1, (400 + held, 4))
        check: Any = not_memorised(
            "generate",
            lambda exam: exam.fitted().call("generate", 100),
            lambda _, drawn=drawn: drawn[100:400],  # type: ignore[misc]
            lambda _, drawn=drawn: drawn[400:],  # type: ignore[misc]
        )
        failed += bool(outcome(check, Generator(drawn[:100])))
    assert failed <= rounds * 0.05 + 3 * np.sqrt(rounds * 0.05 * 0.95)


def test_nearness_is_the_ratio_of_the_two_smallest_distances() -> None:
    rng = np.random.default_rng(0)
    items, training = rng.random((30, 1, 3, 3)), rng.random((20, 1, 3, 3))
    training[7] = training[3]
    found = _Nearness.of(items, training)
    for place, item in enumerate(items):
        distances = sorted(np.linalg.norm(item - one) for n, one in enumerate(training) if n != 7)
        assert found.ratios[place] == pytest.approx(distances[0] / distances[1])
        nearest = training[found.nearest[place]]
        assert np.linalg.norm(item - nearest) == pytest.approx(distances[0])
    assert len(set(found.distinct().nearest)) == len(found.distinct().nearest) == len(set(found.nearest))
