"""Small pictures of coloured shapes with captions: question 23 (see `shapes.md`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter  # type: ignore[attr-defined]

from reference.data.drawing import choose

SIDE = 12
COLOURS: dict[str, tuple[float, float, float]] = {
    "red": (0.9, 0.15, 0.15),
    "green": (0.15, 0.8, 0.2),
    "blue": (0.15, 0.25, 0.9),
    "yellow": (0.9, 0.85, 0.15),
}
SHAPES = ("circle", "square", "triangle")
SIZES: dict[str, float] = {"small": 2.0, "large": 2.9}
"""Half the width, in pixels."""

PLACES: dict[str, float] = {"left": 3.0, "right": 8.0}
"""The column of the centre."""

HELD_OUT = 8
SHIFTS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""By how many pixels a shape may lie away from its place, across and down."""

NOISE = 0.03

BLURS = (0.0, 0.7, 1.1, 1.5)
"""Standard deviations in pixels, with which `read` also knows pictures; none is drawn like that."""


class Caption(NamedTuple):
    """What a picture shows."""

    size: str
    colour: str
    shape: str
    place: str

    def __str__(self) -> str:
        return f"a {self.size} {self.colour} {self.shape} on the {self.place}"


CAPTIONS: tuple[Caption, ...] = tuple(Caption(*values) for values in product(SIZES, COLOURS, SHAPES, PLACES))


@dataclass(frozen=True, slots=True)
class Pictures:
    """Captions, and for each one a picture, float32 [N, 3, 12, 12] in 0..1."""

    captions: tuple[Caption, ...]
    images: np.ndarray


def make(seed: int, train: int, held_out: int) -> tuple[Pictures, Pictures]:
    """Pictures to learn from, and pictures of eight captions that they lack; another seed holds others out.

    Every colour, shape, size and place is in the training part, with every other.
    """
    rng = np.random.default_rng([seed, 23])
    unseen = _held_out(rng)
    seen = [caption for caption in CAPTIONS if caption not in unseen]
    return _pictures(rng, seen, train), _pictures(rng, unseen, held_out)


def draw(caption: Caption, shift: tuple[float, float] = (0.0, 0.0), dim: float = 1.0) -> np.ndarray:
    """The picture [3, 12, 12] without noise: shifted by so many pixels (across, down), as bright as `dim` says."""
    half = SIZES[caption.size]
    fine = (np.arange(SIDE * 4) + 0.5) / 4 - 0.5
    across = fine[None, :] - (PLACES[caption.place] + shift[0])
    down = fine[:, None] - (SIDE / 2 - 0.5 + shift[1])
    if caption.shape == "circle":
        inside = across**2 + down**2 <= (half * 1.13) ** 2  # as large an area as the square's
    elif caption.shape == "square":
        inside = (abs(across) <= half) & (abs(down) <= half)
    else:
        inside = (down <= half) & (abs(across) <= (down + half) / 2 * 1.15)
    coverage = inside.reshape(SIDE, 4, SIDE, 4).mean(axis=(1, 3))
    colour = np.array(COLOURS[caption.colour]) * dim
    return np.asarray(coverage * colour[:, None, None], dtype=np.float32)


def read(images: np.ndarray) -> list[Caption]:
    """What pictures [N, 3, 12, 12] show: the caption of the likeliest one that can be drawn.

    However bright, on a ground of any colour, and sharp or blurred: likeliest in the mean square, with the best
    ground and brightness, which is where the picture and the drawn one, both less the mean of each colour, point in
    the same direction.
    """
    templates, captions = _templates()
    likeness = _without_ground(images.astype(np.float64)) @ templates.T
    return [captions[index] for index in likeness.argmax(axis=1).tolist()]


@cache
def _templates() -> tuple[np.ndarray, tuple[Caption, ...]]:
    options = [(caption, (x, y)) for caption in CAPTIONS for x in SHIFTS for y in SHIFTS]
    sharp = np.stack([draw(caption, shift) for caption, shift in options]).astype(np.float64)
    drawn = _without_ground(np.concatenate([gaussian_filter(sharp, (0, 0, blur, blur)) for blur in BLURS]))
    captions = tuple(caption for caption, _ in options)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True), captions * len(BLURS)


def _without_ground(images: np.ndarray) -> np.ndarray:
    """Pictures as vectors [N, 432], less the mean of each colour."""
    centred: np.ndarray = images - images.mean(axis=(2, 3), keepdims=True)
    return centred.reshape(len(images), -1)


def _held_out(rng: np.random.Generator) -> list[Caption]:
    """Eight captions that take no pair of attributes, such as "small" and "red", out of the training part."""
    while True:
        chosen = [CAPTIONS[index] for index in rng.permutation(len(CAPTIONS))[:HELD_OUT].tolist()]
        kept = [caption for caption in CAPTIONS if caption not in chosen]
        if _pairs(kept) == _pairs(CAPTIONS):
            return chosen


def _pairs(captions: Sequence[Caption]) -> set[tuple[str, str]]:
    return {(one, other) for caption in captions for one in caption for other in caption}


def _pictures(rng: np.random.Generator, captions: Sequence[Caption], count: int) -> Pictures:
    chosen = [captions[index % len(captions)] for index in range(count)]
    drawn = []
    for caption in chosen:
        shift = (choose(rng, SHIFTS), choose(rng, SHIFTS))
        drawn.append(draw(caption, shift, float(rng.uniform(0.8, 1.0))) + rng.normal(0, NOISE, (3, SIDE, SIDE)))
    images = np.array(drawn, dtype=np.float32).reshape(count, 3, SIDE, SIDE).clip(0, 1)
    order = rng.permutation(count)
    return Pictures(tuple(chosen[index] for index in order.tolist()), images[order])
