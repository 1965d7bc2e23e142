"""The wire carries plain data exactly, and turns every lie into its own error."""

from __future__ import annotations

import contextlib
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from harness.plain import Unsendable
from harness.sandbox.structure import MAX_DEPTH, MAX_ELEMENTS
from harness.sandbox.wire import DTYPES, WireError, decode, encode

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
)
ARRAYS = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
PLAIN = st.recursive(
    SCALARS | ARRAYS | st.builds(Unsendable, st.text(max_size=40)),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=20,
)


def same(left: Any, right: Any) -> bool:
    if isinstance(left, np.ndarray):
        return (
            isinstance(right, np.ndarray)
            and left.dtype == right.dtype
            and left.shape == right.shape
            and left.tobytes() == right.tobytes()
        )
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return isinstance(right, dict) and list(left) == list(right) and all(map(same, left.values(), right.values()))
    return type(left) is type(right) and left == right


@given(PLAIN)
def test_every_plain_value_comes_back_as_it_was(value: Any) -> None:
    assert same(value, decode(encode(value)))


@given(st.binary(max_size=200))
def test_rubbish_never_raises_anything_but_the_wires_own_error(message: bytes) -> None:
    with contextlib.suppress(WireError):
        decode(message)


@given(st.binary(max_size=120))
def test_rubbish_behind_a_true_prefix_neither(structure: bytes) -> None:
    with contextlib.suppress(WireError):
        decode(struct.pack("<I", len(structure)) + structure)


@given(PLAIN, st.data())
def test_a_flipped_byte_is_refused_or_another_plain_value(value: Any, data: st.DataObject) -> None:
    message = bytearray(encode(value))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] ^= data.draw(st.integers(1, 255))
    try:
        decoded = decode(message)
    except WireError:
        return
    assert encode(decoded) == bytes(message)


def message(structure: bytes, arrays: bytes = b"") -> bytes:
    return struct.pack("<I", len(structure)) + structure + arrays


def array(dtype: Any, shape: Any, start: Any) -> bytes:
    return msgspec.msgpack.encode(msgspec.msgpack.Ext(1, msgspec.msgpack.encode([dtype, shape, start])))


LIES = {
    "nothing at all": b"",
    "shorter than its prefix": b"\1\0",
    "a structure longer than its message": struct.pack("<I", 10) + b"\xc0",
    "a structure over its cap": struct.pack("<I", 0xFFFFFFFF) + b"\xc0",
    "bytes behind the structure": message(b"\xc0", b"more"),
    "trailing bytes inside the structure": message(b"\xc0\xc0"),
    "a list of four billion": message(b"\xdd\xff\xff\xff\xff"),
    "a dict of four billion": message(b"\xdf\xff\xff\xff\xff"),
    "text of four billion bytes": message(b"\xdb\xff\xff\xff\xffa"),
    "an extension of four billion bytes": message(b"\xc9\xff\xff\xff\xff\x01"),
    "a duplicate key": message(b"\x82\xa1a\x01\xa1a\x02"),
    "a key that is no str": message(b"\x81\x01\x02"),
    "a key that is bytes": message(b"\x81\xc4\x01a\x02"),
    "a timestamp": message(b"\xd6\xff\0\0\0\0"),
    "an unknown extension": message(b"\xd4\x07\0"),
    "a lone surrogate": message(b"\xa3\xed\xa0\x80"),
    "an int in more bytes than it needs": message(b"\xcd\0\1"),
    "nesting to 100,000": message(b"\x91" * 100_000 + b"\xc0"),
    "nesting one too deep": message(b"\x91" * MAX_DEPTH + b"\xc0"),
    "too many elements": message(b"\xdd" + struct.pack(">I", 5 << 20) + b"\xc0" * (5 << 20)),
    "an array that claims more than came": message(array("float32", [1000], 0), b"\0" * 16),
    "an array that claims less than came": message(array("float32", [1], 0), b"\0" * 16),
    "an array of objects": message(array("object", [1], 0), b"\0" * 8),
    "an array of complex numbers": message(array("complex64", [1], 0), b"\0" * 8),
    "an array of text": message(array("<U1", [1], 0), b"\0" * 4),
    "an array of a record": message(array("f4,f4", [1], 0), b"\0" * 8),
    "a negative size": message(array("float32", [-1, -4], 0), b"\0" * 16),
    "a size that overflows": message(array("uint8", [1 << 32, 1 << 32], 0)),
    "a size of 2^40 beside one of 0": message(array("uint8", [1 << 41, 0], 0)),
    "65 dimensions": message(array("uint8", [1] * 65, 0), b"\0"),
    "a fractional size": message(array("uint8", [1.5], 0), b"\0\0"),
    "a start before the first byte": message(array("uint8", [1], -1), b"\0"),
    "an array header with more fields": message(
        msgspec.msgpack.encode(msgspec.msgpack.Ext(1, msgspec.msgpack.encode(["uint8", [1], 0, 0]))), b"\0"
    ),
    "an array header of rubbish": message(b"\xc7\x03\x01\xff\xff\xff"),
    "two arrays out of the same bytes": message(b"\x92" + array("uint8", [4], 0) + array("uint8", [4], 0), b"\0\0\0\0"),
    "arrays in another order than their bytes": message(
        b"\x92" + array("uint8", [2], 2) + array("uint8", [2], 0), b"\0\0\0\0"
    ),
    "a type's name that is no text": message(b"\xd4\x02\xff"),
    "a key that is a list": message(b"\x81\x91\x01\xc0"),
    "a key that is a number": message(b"\x81\x01\xc0"),
    "a structure that ends in a number": message(b"\xcb\0\0"),
    "a structure that ends in a length": message(b"\xdc\0"),
    "a byte that begins nothing": message(b"\xc1"),
    "more items than are allowed": message(
        b"\xdd" + struct.pack(">I", MAX_ELEMENTS + 1) + b"\xc0" * (MAX_ELEMENTS + 1)
    ),
    "more arrays than are allowed": message(
        b"\xdd" + struct.pack(">I", MAX_ELEMENTS // 16) + array("bool", [0], 0) * (MAX_ELEMENTS // 16)
    ),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_lies_are_refused(lie: bytes) -> None:
    with pytest.raises(WireError):
        decode(lie)


@pytest.mark.parametrize(
    "value",
    [(lambda: 0), 1j, object(), {1: 2}, 1 << 64, -(1 << 63) - 1, np.array(["text"]), np.array([1j]), "\ud800", {"a"}],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_not_sent(value: Any) -> None:
    with pytest.raises(WireError):
        decode(encode(value))


def test_byte_order_and_stride_do_not_change_the_numbers() -> None:
    backwards = np.arange(12, dtype=">f4").reshape(3, 4)[::-1, ::2]
    assert np.array_equal(decode(encode(backwards)), backwards)


def test_arrays_that_came_cannot_be_written() -> None:
    assert not decode(encode([np.zeros(3)]))[0].flags.writeable


def test_a_larger_structure_is_taken_where_the_sender_is_trusted() -> None:
    corpus = ["x" * 1000] * 10_000
    with pytest.raises(WireError, match="text and lists"):
        decode(encode(corpus))
    assert decode(encode(corpus), trusted=True) == corpus


def repeated(item: bytes, times: int) -> bytes:
    return message(b"\xdd" + struct.pack(">I", times) + item * times)


BLOW_UPS = {
    "empty lists": repeated(b"\x90", MAX_ELEMENTS),
    "empty dicts": repeated(b"\x80", MAX_ELEMENTS),
    "dicts of a dict": repeated(b"\x81\xa0\x80", MAX_ELEMENTS // 3),
    "lists in lists": repeated(b"\x91" * (MAX_DEPTH - 2) + b"\xc0", MAX_ELEMENTS // MAX_DEPTH),
    "texts of one rare character": repeated(b"\xa4\xf0\x9f\x98\x80", MAX_ELEMENTS),
    "texts of seven letters": repeated(b"\xa7letters", MAX_ELEMENTS - 100),
    "floats": repeated(b"\xcb" + struct.pack(">d", 1.1), 900_000),
    "arrays": repeated(array("bool", [0], 0), MAX_ELEMENTS // 17),
}


MEASURE = """
import sys
from pathlib import Path
from harness.sandbox.wire import WireError, decode

def resident_mb(field):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024

message = Path(sys.argv[1]).read_bytes()
before = resident_mb("VmRSS")
try:
    decode(message)
except WireError:
    pass
print(resident_mb("VmHWM") - before)
"""


@pytest.mark.parametrize("blow_up", BLOW_UPS.values(), ids=BLOW_UPS.keys())
def test_the_worst_that_is_taken_decodes_into_bounded_memory(blow_up: bytes, tmp_path: Path) -> None:
    (tmp_path / "message").write_bytes(blow_up)
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path / "message"], capture_output=True, text=True, check=True
    )
    assert float(said.stdout) < 192


def test_keys_whose_hashes_collide_are_refused_before_a_dict_is_made_of_them() -> None:
    """Pairs of numbers hash the same in every process: 50,000 of them would keep a decoder busy for minutes."""
    prime_2, prime_1, prime_5 = 14029467366897019727, 11400714785074694791, 2870177450012600261
    inverse = pow(prime_2, -1, 1 << 64)

    def state(number: int) -> int:
        mixed = (prime_5 + number * prime_2) & MASK
        return (((mixed << 31) | (mixed >> 33)) & MASK) * prime_1 & MASK

    target = state(1) + 7 * prime_2
    pairs = [(a, (target - state(a)) * inverse & MASK) for a in range(1, 200)]
    pairs = [pair for pair in pairs if pair[1] < (1 << 61) - 1]
    assert len(pairs) > 10
    assert len({hash(pair) for pair in pairs}) == 1
    keys = b"".join(b"\x92" + b"".join(map(msgspec.msgpack.encode, pair)) + b"\xc0" for pair in pairs)
    with pytest.raises(WireError, match="no str"):
        decode(message(b"\xde" + struct.pack(">H", len(pairs)) + keys))


MASK = (1 << 64) - 1
