"""What a method returned becomes plain data, or a sentence with its path."""

from __future__ import annotations

import collections
import enum
from typing import Any

import numpy as np
import pytest
import torch

from harness.plain import Unsendable
from harness.sandbox.plainify import NotPlainError, plainify

CAP = 1 << 20
Point = collections.namedtuple("Point", "x y")


class Text(str):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class Number(float):
    def __float__(self) -> float:
        return 1.0


class Colour(enum.IntEnum):
    RED = 3


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        ((1, (2, 3)), [1, [2, 3]]),
        (Point(1, 2.5), [1, 2.5]),
        (Colour.RED, 3),
        (np.int64(3), 3),
        (np.float32(0.5), 0.5),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (bytearray(b"ab"), b"ab"),
        (collections.OrderedDict(a=(1,)), {"a": [1]}),
        (float("inf"), float("inf")),
    ],
)
def test_values_that_mean_something_plain(value: Any, plain: Any) -> None:
    crossed = plainify(value, "f()", CAP)
    assert crossed == plain
    assert type(crossed) is type(plain)


@pytest.mark.parametrize("value", [Text("a"), Number(2.0)])
def test_subclasses_lose_their_tricks(value: Any) -> None:
    crossed = plainify(value, "f()", CAP)
    assert type(crossed) in (str, float)
    assert crossed != "b"
    assert crossed in ("a", 2.0)


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6.0).reshape(2, 3),
        torch.arange(6.0).reshape(2, 3).T,
        torch.arange(6.0, requires_grad=True) * 2,
        torch.nn.Parameter(torch.ones(2)),
        torch.ones(1).expand(4),
        torch.tensor(3),
        torch.tensor([True, False]),
        torch.ones(2, dtype=torch.float16),
        torch.empty(0, 3),
    ],
)
def test_tensors_arrive_as_arrays(tensor: torch.Tensor) -> None:
    crossed = plainify(tensor, "f()", CAP)
    assert isinstance(crossed, np.ndarray)
    assert crossed.flags.c_contiguous
    assert np.array_equal(crossed, tensor.detach().numpy())


def test_bfloat16_arrives_as_float32() -> None:
    crossed = plainify(torch.tensor([1.5, -2.0], dtype=torch.bfloat16), "f()", CAP)
    assert crossed.dtype == np.float32
    assert crossed.tolist() == [1.5, -2.0]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ((item for item in "ab"), "generator"),
        (object(), "object"),
        ({1}, "set"),
        (1j, "complex"),
        (np.array(["a"]), "ndarray of str32"),
        (np.array([object()]), "ndarray of object"),
        (torch.zeros(2, dtype=torch.complex64), "Tensor (complex)"),
        (torch.eye(2).to_sparse(), "Tensor (sparse_coo)"),
        (torch.ones(3, device="meta"), "Tensor (meta)"),
    ],
)
def test_what_has_no_plain_form_is_named(value: Any, name: str) -> None:
    assert plainify([value], "f()", CAP) == [Unsendable(name)]


def endless() -> list[Any]:
    knot: list[Any] = []
    knot += [knot, knot]
    return knot


def deep() -> list[Any]:
    nest: list[Any] = []
    for _ in range(100_000):
        nest = [nest]
    return nest


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (endless(), "nested deeper than 64 levels, or containing itself"),
        (deep(), "nested deeper than 64 levels"),
        ([torch.ones(1).expand(10**12)], r"f\(\)\[0\]: the answer is larger than the limit of 1 MiB"),
        (np.broadcast_to(np.zeros(1), (10**9,)), "larger than the limit of 1 MiB"),
        ([torch.zeros(200_000)] * 2, r"f\(\)\[1\]: the answer is larger"),
        (["x" * 600_000] * 2, r"f\(\)\[1\]: the answer is larger"),
        ({"a": ["ok", "\ud800"]}, r"f\(\)\['a'\]\[1\]: text with a lone surrogate"),
        ([1 << 64], r"f\(\)\[0\]: an int beyond 64 bits"),
        ([10**1_000_000], "an int beyond 64 bits"),
        ({1: 2}, r"f\(\): expected keys of type str, got int"),
    ],
)
def test_what_cannot_cross_is_told_with_its_path(value: Any, sentence: str) -> None:
    with pytest.raises(NotPlainError, match=sentence):
        plainify(value, "f()", CAP)
