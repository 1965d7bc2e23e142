"""The wire: plain data only, in one message of a structure and the arrays' bytes behind it.

A message is `u32 length of the structure | structure (MessagePack) | bytes of the arrays`. An array stands in the
structure as an extension with dtype, shape and place, so that text and lists (whose decoded size is many times the
encoded one) have a small cap of their own while arrays, decoded in place, may be large. Never pickle, never
`torch.load`: what decodes is None, bool, int, float, str, bytes, list, dict with str keys, arrays, and `Unsendable`.

A message is taken only if encoding its value again gives the same bytes. That one rule refuses duplicate keys,
trailing bytes, arrays that overlap (many large arrays out of few bytes) and every other second way of saying a thing.

What comes from a session is walked over before it is decoded (`harness.sandbox.structure`), since a decoder makes the
objects first and is asked later: of 8 MiB it would make 740 MiB of small dicts, or a dict whose keys all collide.
"""

from __future__ import annotations

import math
import struct
from typing import Any

import msgspec
import numpy as np

from harness.plain import Plain, Unsendable
from harness.sandbox.structure import (
    ARRAY,
    EXTENSION_WEIGHT,
    MAX_DEPTH,
    MAX_ELEMENTS,
    UNSENDABLE,
    StructureError,
    walk,
)

DTYPES = frozenset(
    {"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"}
    | {"float16", "float32", "float64"}
)
UNSENDABLE_NAME = 80
STRUCTURE_BYTES = 8 << 20
"""The most bytes of structure of an answer. With `MAX_ELEMENTS` it bounds what decoding one may take."""
TRUSTED_STRUCTURE_BYTES, TRUSTED_ELEMENTS = 1 << 30, 1 << 26
"""What the grader may send: a training corpus is larger than any answer."""
_PREFIX = struct.Struct("<I")


class WireError(Exception):
    """A message that is not what the wire allows; the text says why."""


class _ArrayHeader(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    dtype: str
    shape: list[int]
    start: int


def encode(value: Plain, *, trusted: bool = False) -> bytes:
    """A message of a plain value; `trusted` for the larger ones that only the grader may send.

    Raises `WireError` for anything that is not plain (see `plainify`) or too much.
    """
    has_unsendable = _require_plain(value, TRUSTED_ELEMENTS if trusted else MAX_ELEMENTS)
    structure, arrays = _structure(_marked(value) if has_unsendable else value)
    return b"".join([_PREFIX.pack(len(structure)), structure, *(array.tobytes() for array in arrays)])


def _structure(value: Plain) -> tuple[bytes, list[np.ndarray]]:
    """The encoded structure of a value, and its arrays in the order in which their bytes follow."""
    arrays: list[np.ndarray] = []
    offset = 0

    def extension(item: Any) -> msgspec.msgpack.Ext:
        nonlocal offset
        if item.dtype.name not in DTYPES:
            raise WireError(f"an array of dtype {item.dtype.name}")
        array = item.astype(item.dtype.newbyteorder("="), copy=False)  # a dtype's name does not tell its byte order
        header = msgspec.msgpack.encode(_ArrayHeader(array.dtype.name, list(array.shape), offset))
        arrays.append(array)
        offset += array.nbytes
        return msgspec.msgpack.Ext(ARRAY, header)

    try:
        return msgspec.msgpack.encode(value, enc_hook=extension), arrays
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise WireError(str(error)) from None


def decode(message: bytes | bytearray | memoryview, *, trusted: bool = False) -> Plain:
    """The value of a message. Arrays are read-only views of it.

    `STRUCTURE_BYTES` caps text and lists, `MAX_ELEMENTS` their items, `MAX_DEPTH` their nesting; decoding takes at
    most some 130 MiB beside the message. Raises `WireError` and nothing else, whatever the bytes are. `trusted` is for
    what the grader itself has encoded: none of this is checked.
    """
    structure_bytes = TRUSTED_STRUCTURE_BYTES if trusted else STRUCTURE_BYTES
    view = memoryview(message)
    if len(view) < _PREFIX.size:
        raise WireError("a message shorter than its prefix")
    (length,) = _PREFIX.unpack(view[: _PREFIX.size])
    if length > structure_bytes:
        raise WireError(f"{length} bytes of text and lists, more than {structure_bytes >> 20} MiB")
    if length > len(view) - _PREFIX.size:
        raise WireError("a structure longer than its message")
    structure = view[_PREFIX.size : _PREFIX.size + length]
    arrays = view[_PREFIX.size + length :]

    def extension(code: int, data: memoryview) -> Plain:
        if code == UNSENDABLE:
            return Unsendable(bytes(data[: UNSENDABLE_NAME * 4]).decode("utf-8", "replace"))
        if code == ARRAY:
            return _array(data, arrays)
        raise WireError(f"an extension of type {code}")

    try:
        has_unsendable = not trusted and walk(bytes(structure), MAX_ELEMENTS)
        value = msgspec.msgpack.decode(structure, ext_hook=extension)
    except WireError:
        raise
    except StructureError as error:
        raise WireError(str(error)) from None
    except (msgspec.MsgspecError, ValueError, RecursionError, MemoryError, TypeError) as error:
        raise WireError(f"not a message: {error}") from None
    if trusted:
        return value
    again, found = _structure(_marked(value) if has_unsendable else value)
    if again != structure:
        raise WireError("a message that says something twice or in a roundabout way")
    if sum(array.nbytes for array in found) != len(arrays):
        raise WireError("bytes that belong to no array")
    return value


def _array(data: memoryview, arrays: memoryview) -> np.ndarray:
    try:
        header = msgspec.msgpack.decode(data, type=_ArrayHeader)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise WireError(f"an array without a proper header: {error}") from None
    if header.dtype not in DTYPES:
        raise WireError(f"an array of dtype {header.dtype[:40]!r}")
    if len(header.shape) > 16 or any(not 0 <= size <= 1 << 40 for size in header.shape):
        raise WireError("an array whose shape is out of all bounds")
    dtype = np.dtype(header.dtype)
    size = math.prod(header.shape) * dtype.itemsize
    if header.start < 0 or header.start + size > len(arrays):
        raise WireError("an array whose shape claims more bytes than came")
    flat = np.frombuffer(arrays[header.start : header.start + size], dtype=dtype)
    array = flat.reshape(header.shape)
    array.flags.writeable = False
    return array


def _require_plain(value: Plain, most: int) -> bool:
    """Plain types only, keys are str, nesting and number are bounded. Is there an `Unsendable` among it?

    msgspec knows far more types than the wire (sets, dates, dataclasses), so what it may see is checked first.
    """
    level: list[Plain] = [value]
    elements = 0
    unsendable = False
    for _ in range(MAX_DEPTH):
        below: list[Plain] = []
        for item in level:
            kind = type(item)
            if kind is list or kind is tuple:
                below.extend(item)
            elif kind is dict:
                if any(type(key) is not str for key in item):
                    raise WireError("a dict with a key that is no str")
                below.extend(item.values())
            elif kind is Unsendable or kind is np.ndarray:
                unsendable = unsendable or kind is Unsendable
                elements += EXTENSION_WEIGHT
            elif kind not in _LEAVES:
                raise WireError(f"a value of type {kind.__name__}")
        elements += len(below)
        if elements > most:
            raise WireError(f"more than {most} elements")
        if not below:
            return unsendable
        level = below
    raise WireError(f"nested deeper than {MAX_DEPTH} levels")


def _marked(value: Plain) -> Plain:
    """With each `Unsendable` as the extension that stands for it; msgspec would make a dict of the dataclass."""
    if isinstance(value, Unsendable):
        return msgspec.msgpack.Ext(UNSENDABLE, value.type_name[:UNSENDABLE_NAME].encode("utf-8", "replace"))
    if isinstance(value, list | tuple):
        return [_marked(item) for item in value]
    if isinstance(value, dict):
        return {key: _marked(item) for key, item in value.items()}
    return value


_LEAVES = frozenset({type(None), bool, int, float, str, bytes})
