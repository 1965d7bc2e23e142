"""Trains the caption classifier of question 23: `python -m reference.models.build_picture_reader [FOLDER]`.

The outcome lies ready-made in `picture_reader/`; `picture_reader.md` is its card. One thread and a budget in steps, so
that the same machine gives the same weights again; another one may differ in the last bits.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.ndimage import gaussian_filter  # type: ignore[attr-defined]
from transformers import ConvNextConfig, ConvNextForImageClassification

from reference.data import shapes
from reference.data.shapes import CAPTIONS, SIDE
from reference.models import classifier_training
from reference.models.perception import ImageReader

SEED = 2300
GROUPS, GROUP = 8, 8
"""A batch holds eight groups of eight pictures, and the pictures of a group are spoilt in one way."""

STEPS = 3000
PEAK_RATE = 3e-3

Spoil = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def drawn(count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Pictures [N, 3, 12, 12] without noise, of any caption and anywhere within a pixel of its place; its number."""
    numbers = rng.integers(len(CAPTIONS), size=count)
    pictures = [
        shapes.draw(
            CAPTIONS[number], (float(rng.uniform(-1, 1)), float(rng.uniform(-1, 1))), float(rng.uniform(0.8, 1))
        )
        for number in numbers.tolist()
    ]
    return np.stack(pictures), numbers


def noise(images: np.ndarray, rng: np.random.Generator, most: float = 0.3) -> np.ndarray:
    """White noise."""
    return images + rng.normal(0, rng.uniform(0, most), images.shape)


def blur(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A blur of up to 1.5 pixels."""
    deviation = rng.uniform(0, 1.5)
    blurred: np.ndarray = gaussian_filter(images, (0, 0, deviation, deviation))
    return blurred


def blur_and_noise(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Both."""
    return noise(blur(images, rng), rng, 0.15)


def ground(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A ground of some colour instead of black."""
    return images + rng.uniform(0, 0.35, (len(images), 3, 1, 1))


def dim(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Less bright."""
    return images * rng.uniform(0.3, 1, (len(images), 1, 1, 1))


def off_colour(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each colour stronger or weaker."""
    return images * rng.uniform(0.6, 1.2, (len(images), 3, 1, 1))


def clouds(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Noise of low frequencies."""
    clouded: np.ndarray = images + gaussian_filter(rng.normal(0, 1.5, images.shape), (0, 0, 2, 2))
    return clouded


def ghost(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another picture shines through."""
    return 0.75 * images + 0.25 * rng.permutation(images)


TRAINED: tuple[Spoil, ...] = (noise, blur, blur_and_noise, ground, dim, off_colour, clouds, ghost)


def checks_across(images: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
    """Every other pixel brighter, as transposed convolutions leave it."""
    return images * (1 + 0.5 * (-1.0) ** np.add.outer(range(SIDE), range(SIDE)))


def smear(images: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
    """The mean of the picture and of it moved across and down."""
    smeared: np.ndarray = (images + np.roll(images, 1, 2) + np.roll(images, 1, 3)) / 3
    return smeared


def patches(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Brighter here and darker there."""
    rough = rng.normal(0, 0.5, (len(images), 1, SIDE, SIDE))
    patched: np.ndarray = images * (1 + 6 * gaussian_filter(rough, (0, 0, 1.5, 1.5))).clip(0.2, 1.5)
    return patched


def holes(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Three pixels in ten are black."""
    return images * (rng.random((len(images), 1, SIDE, SIDE)) > 0.3)


UNSEEN: tuple[Spoil, ...] = (checks_across, smear, patches, holes)
"""Ways in which no picture of the training is spoilt."""


def train() -> Any:
    """Train on pictures drawn anew for each batch."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    names = {place: str(caption) for place, caption in enumerate(CAPTIONS)}
    make: Any = ConvNextConfig
    config = make(
        num_channels=3, image_size=SIDE, patch_size=1, num_stages=3, hidden_sizes=[16, 32, 64], depths=[1, 1, 1],
        layer_scale_init_value=1.0, id2label=names, label2id={v: k for k, v in names.items()},
    )  # fmt: skip
    model: Any = ConvNextForImageClassification(config)

    def draw() -> dict[str, torch.Tensor]:
        images, numbers = drawn(GROUPS * GROUP, rng)
        groups = [TRAINED[int(rng.integers(len(TRAINED)))](group, rng) for group in np.split(images, GROUPS)]
        pixels = np.concatenate(groups).clip(0, 1).astype(np.float32)
        return {"pixel_values": torch.from_numpy(pixels), "labels": torch.from_numpy(numbers)}

    classifier_training.train(model, draw, STEPS, PEAK_RATE)
    return model


def measure(read: Callable[[np.ndarray], list[str]], spoil: Spoil, groups: int = 50) -> float:
    """The share of so many groups of pictures, drawn and spoilt, whose caption is read right in all four words."""
    rng = np.random.default_rng(SEED + 1)
    images, numbers = drawn(groups * GROUP, rng)
    spoilt = np.concatenate([spoil(group, rng) for group in np.split(images, groups)])
    found = read(spoilt.clip(0, 1).astype(np.float32))
    return float(np.mean([one == str(CAPTIONS[number]) for one, number in zip(found, numbers.tolist(), strict=True)]))


def main() -> None:
    """Build everything into a folder and print what the card says about it, beside what `shapes.read` reads right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "picture_reader")
    folder: Path = parser.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    classifier_training.save(train(), folder)
    reader = ImageReader(folder)
    for spoil in (*TRAINED, *UNSEEN):
        model = measure(lambda images: reader.read(images).labels, spoil)
        exact = measure(lambda images: [str(caption) for caption in shapes.read(images)], spoil)
        print(f"{spoil.__name__}: {model:.3f} right, by shapes.read {exact:.3f}")
    classifier_training.print_files(folder)


if __name__ == "__main__":
    main()
