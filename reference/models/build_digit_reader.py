"""Trains the digit classifier of questions 21 and 22: `python -m reference.models.build_digit_reader [FOLDER]`.

The outcome lies ready-made in `digit_reader/`; `digit_reader.md` is its card. One thread and a budget in steps, so
that the same machine gives the same weights again; another one may differ in the last bits.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from transformers import ConvNextConfig, ConvNextForImageClassification

from reference.data import digits
from reference.data.digits import Images
from reference.models import classifier_training
from reference.models.perception import ImageReader

SEED = 21
EVERY = 10_000
"""More than there are: the part of an image is the same under every seed, so all training images may be learned."""

BATCH = 64
STEPS = 2000
PEAK_RATE = 3e-3
TURN, STRETCH, SHIFT, NOISE = 0.2, 0.1, 0.2, 0.05
"""The most that a training image is turned (radians), stretched and shifted (of half its width); and the noise."""


def train(images: Images) -> Any:
    """Train on the images, each changed a little each time, so that features change little with such changes."""
    torch.manual_seed(SEED)
    chance = torch.Generator().manual_seed(SEED)
    names = {place: str(place) for place in range(digits.CLASSES)}
    make: Any = ConvNextConfig
    config = make(
        num_channels=1, image_size=digits.SIDE, patch_size=1, num_stages=3, hidden_sizes=[16, 32, 64],
        depths=[1, 1, 1], layer_scale_init_value=1.0, id2label=names, label2id={v: k for k, v in names.items()},
    )  # fmt: skip
    model: Any = ConvNextForImageClassification(config)
    pixels, labels = torch.from_numpy(images.images), torch.from_numpy(images.labels)

    def draw() -> dict[str, torch.Tensor]:
        chosen = torch.randint(0, len(pixels), (BATCH,), generator=chance)
        return {"pixel_values": _changed(pixels[chosen], chance), "labels": labels[chosen]}

    classifier_training.train(model, draw, STEPS, PEAK_RATE)
    return model


def _changed(images: torch.Tensor, chance: torch.Generator) -> torch.Tensor:
    """Images [B, 1, H, W] turned, stretched, shifted and with noise."""

    def uniform(*size: int) -> torch.Tensor:
        return torch.rand(size, generator=chance) * 2 - 1

    size = len(images)
    angle = TURN * uniform(size)
    stretch, shift = 1 + STRETCH * uniform(size, 2), SHIFT * uniform(size, 2)
    rows = (
        torch.stack([angle.cos() * stretch[:, 0], -angle.sin(), shift[:, 0]], dim=1),
        torch.stack([angle.sin(), angle.cos() * stretch[:, 1], shift[:, 1]], dim=1),
    )
    grid = functional.affine_grid(torch.stack(rows, dim=1), list(images.shape), align_corners=False)
    moved = functional.grid_sample(images, grid, align_corners=False)
    return moved + NOISE * torch.randn(images.shape, generator=chance)


def measure(folder: Path, images: Images) -> tuple[float, float]:
    """The share of images that what was saved reads right, and the nats a label."""
    reading = ImageReader(folder).read(images.images)
    of_label = reading.probabilities[np.arange(len(images.labels)), images.labels]
    right = [int(name) == label for name, label in zip(reading.labels, images.labels.tolist(), strict=True)]
    return float(np.mean(right)), float(-np.mean([math.log(one) for one in of_label.tolist()]))


def main() -> None:
    """Build everything into a folder and print what the card says about it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(tempfile.gettempdir()) / "digit_reader")
    folder: Path = parser.parse_args().folder
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    folder.mkdir(parents=True, exist_ok=True)
    training, held_out = digits.make(SEED, EVERY, EVERY)
    classifier_training.save(train(training), folder)
    for name, part in (("training", training), ("held out", held_out)):
        right, nats = measure(folder, part)
        print(f"{name}, {len(part.labels)} images: {right:.4f} right, {nats:.4f} nats a label")
    classifier_training.print_files(folder)


if __name__ == "__main__":
    main()
