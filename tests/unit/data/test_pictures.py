"""Digits and coloured shapes: questions 21, 22 and 23."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from reference.data import digits, shapes
from reference.data.shapes import CAPTIONS, Caption


class TestDigits:
    def test_form_sizes_and_classes(self) -> None:
        train, held_out = digits.make(0, 10_000, 10_000)
        assert (len(train.labels), len(held_out.labels)) == (1277, 520)
        for part in (train, held_out):
            assert part.images.shape[1:] == (1, digits.SIDE, digits.SIDE)
            assert part.images.dtype == np.float32
            assert (part.images.min(), part.images.max()) == (0.0, 1.0)
            assert np.bincount(part.labels).min() > 0.07 * len(part.labels)

    def test_no_image_is_in_both_parts_under_any_seed(self) -> None:
        train = {image.tobytes() for image in digits.make(0, 10_000, 0)[0].images}
        assert not train & {image.tobytes() for image in digits.make(7, 0, 10_000)[1].images}
        assert len(train) > 1270

    def test_a_seed_repeats_and_another_draws_others(self) -> None:
        (one, _), (again, _), (other, _) = (digits.make(seed, 200, 0) for seed in (0, 0, 1))
        np.testing.assert_array_equal(one.images, again.images)
        assert (one.images != other.images).any()


class TestShapes:
    def test_form(self) -> None:
        train, held_out = shapes.make(0, 100, 40)
        assert train.images.shape == (100, 3, shapes.SIDE, shapes.SIDE)
        assert len(held_out.captions) == 40
        for part in (train, held_out):
            assert part.images.dtype == np.float32
            assert 0 <= part.images.min() <= part.images.max() <= 1
        assert shapes.make(0, 0, 0)[0].images.shape == (0, 3, shapes.SIDE, shapes.SIDE)

    @pytest.mark.parametrize("seed", [0, 1, 2])
    def test_held_out_captions_are_new_and_made_of_known_pairs(self, seed: int) -> None:
        train, held_out = shapes.make(seed, 400, 80)
        unseen = set(held_out.captions)
        assert len(unseen) == shapes.HELD_OUT
        assert unseen.isdisjoint(train.captions)
        assert len(set(train.captions)) == len(CAPTIONS) - shapes.HELD_OUT
        for caption in unseen:
            for one in caption:
                for other in caption:
                    assert any({one, other} <= set(seen) for seen in train.captions)

    def test_the_reader_reads_what_was_drawn(self) -> None:
        for caption in CAPTIONS:
            assert shapes.read(shapes.draw(caption, (0.5, -1.0), 0.8)[None]) == [caption]
        train, held_out = shapes.make(3, 480, 160)
        for part in (train, held_out):
            right = [one == other for one, other in zip(shapes.read(part.images), part.captions, strict=True)]
            assert np.mean(right) > 0.99

    @pytest.mark.parametrize(
        ("change", "bar"),
        [
            (lambda images, rng: 0.4 * images, 0.99),
            (lambda images, rng: images + rng.uniform(0, 0.4, (len(images), 3, 1, 1)), 0.99),
            (lambda images, rng: images * rng.uniform(0.6, 1.2, (len(images), 3, 1, 1)), 0.99),
            (lambda images, rng: images + rng.normal(0, 0.1, images.shape), 0.97),
            (lambda images, rng: gaussian_filter(images, (0, 0, 0.9, 0.9)), 0.88),
            (lambda images, rng: (images + np.roll(images, 1, 2) + np.roll(images, 1, 3)) / 3, 0.94),
            (lambda images, rng: 0.75 * images + 0.25 * rng.permutation(images), 0.95),
        ],
        ids=["dim", "coloured ground", "off colour", "noise", "blur", "smear", "ghost"],
    )
    def test_the_reader_reads_imperfect_pictures(
        self, change: Callable[[np.ndarray, np.random.Generator], np.ndarray], bar: float
    ) -> None:
        rng = np.random.default_rng(23)
        shown = [CAPTIONS[index] for index in rng.integers(len(CAPTIONS), size=300).tolist()]
        images = np.stack([shapes.draw(one, tuple(rng.uniform(-1, 1, 2)), rng.uniform(0.8, 1)) for one in shown])
        found = shapes.read(change(images, rng).clip(0, 1))
        assert np.mean([one == other for one, other in zip(found, shown, strict=True)]) > bar

    def test_captions_are_sentences(self) -> None:
        assert str(Caption("large", "blue", "square", "right")) == "a large blue square on the right"
        assert len({str(caption) for caption in CAPTIONS}) == 48

    def test_a_seed_repeats_and_another_holds_others_out(self) -> None:
        (one, held), (again, _), (_, other) = (shapes.make(seed, 60, 60) for seed in (0, 0, 1))
        np.testing.assert_array_equal(one.images, again.images)
        assert set(held.captions) != set(other.captions)
