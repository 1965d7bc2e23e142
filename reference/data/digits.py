"""Real hand-written digits of 8 by 8 pixels: questions 21 and 22 (see `digits.md`)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_digits

SIDE, LEVELS, CLASSES = 8, 17, 10
"""Pixels of a side; grey levels, 0 to 16 sixteenths; digits."""

HELD_OUT = 0.3


@dataclass(frozen=True, slots=True)
class Images:
    """Images float32 [N, 1, 8, 8] in 0..1, and the digit of each, int64 [N]."""

    images: np.ndarray
    labels: np.ndarray


def make(seed: int, train: int, held_out: int) -> tuple[Images, Images]:
    """At most so many images to learn from, and held-out ones, drawn by the seed.

    The part of an image follows from the SHA-256 of its pixels, so that it is the same under every seed.
    """
    bunch = load_digits()
    pixels, labels = bunch.images.astype(np.uint8), bunch.target.astype(np.int64)
    digests = [hashlib.sha256(image.tobytes()).digest() for image in pixels]
    held = np.array([int.from_bytes(digest[:8], "big") < HELD_OUT * 2**64 for digest in digests])
    rng = np.random.default_rng([seed, 21])
    parts = []
    for where, count in ((np.flatnonzero(~held), train), (np.flatnonzero(held), held_out)):
        chosen = rng.permutation(where)[:count]
        images = pixels[chosen].astype(np.float32)[:, None] / (LEVELS - 1)
        parts.append(Images(images, labels[chosen]))
    return parts[0], parts[1]
