"""Walks over a MessagePack structure without making any object of it, to refuse what would be too much to decode.

A decoder makes the objects first, so its result can be judged only when the harm is done: eight MiB of small dicts are
740 MiB of memory, and a few thousand dict keys that are lists of numbers with colliding hashes keep it busy for
minutes, with every other session's clock running. What passes here decodes to a bounded number of objects, in time
that grows with the message and no faster.
"""

from __future__ import annotations

ARRAY, UNSENDABLE = 1, 2
"""The extension types there are."""
MAX_DEPTH = 64
MAX_ELEMENTS = 1 << 20
"""Items of lists and dicts (a dict's keys counted too) in one answer."""
EXTENSION_WEIGHT = 16
"""As how many elements an array or an `Unsendable` counts: it takes as much memory as so many small ones."""

_SIZED, _LIST, _MAP, _INVALID = -1, -2, -3, -4
_INVALID_CODE = 0xC1


class StructureError(Exception):
    """The structure is not what the wire allows; the text says why."""


def _rest_of_each_code() -> list[int]:
    """By first byte: how many bytes follow it, or which rule tells."""
    rest = [0] * 256  # small numbers, nil, false, true
    for code in range(0x80, 0x90):
        rest[code], rest[code + 0x10] = _MAP, _LIST
    for code in range(0xA0, 0xC0):
        rest[code] = code - 0xA0
    rest[_INVALID_CODE] = _INVALID
    for code in (*range(0xC4, 0xCA), *range(0xD9, 0xDC)):
        rest[code] = _SIZED
    rest[0xCA], rest[0xCB] = 4, 8
    for power in range(4):
        rest[0xCC + power] = rest[0xD0 + power] = 1 << power
    for power in range(5):
        rest[0xD4 + power] = 1 + (1 << power)
    rest[0xDC] = rest[0xDD] = _LIST
    rest[0xDE] = rest[0xDF] = _MAP
    return rest


_REST = _rest_of_each_code()
_LENGTH_BYTES = {
    0xC4: 1, 0xC5: 2, 0xC6: 4, 0xC7: 1, 0xC8: 2, 0xC9: 4, 0xD9: 1, 0xDA: 2, 0xDB: 4,
    0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4,
}  # fmt: skip
_EXTENSIONS = frozenset((0xC7, 0xC8, 0xC9, *range(0xD4, 0xD9)))
_TEXTS = frozenset((*range(0xA0, 0xC0), 0xD9, 0xDA, 0xDB))


def walk(data: bytes, most_elements: int) -> bool:
    """Check number, nesting, keys and extensions of one value; does an `Unsendable` stand in it?

    Raises `StructureError`. Bytes behind the value, lengths that could be said shorter and text that is no UTF-8 are
    left to the decoder and to the comparison with what encodes again.
    """
    try:
        return _walk(data, most_elements)
    except IndexError:
        raise StructureError("a structure that ends too early") from None


def _walk(data: bytes, most_elements: int) -> bool:
    at, elements = 0, 0
    unsendable = False
    left, in_map = 1, False  # of the container that is being walked
    outer: list[tuple[int, bool]] = []
    while True:
        while not left:
            if not outer:
                return unsendable
            left, in_map = outer.pop()
        left -= 1
        code = data[at]
        if in_map and left & 1 and code not in _TEXTS:
            raise StructureError("a dict with a key that is no str")
        rest = _REST[code]
        at += 1
        if rest == _SIZED:
            width = _LENGTH_BYTES[code]
            rest = int.from_bytes(data[at : at + width], "big") + (code in _EXTENSIONS)
            at += width
        if rest >= 0:
            if code in _EXTENSIONS:
                unsendable |= _extension(data[at]) == UNSENDABLE
                elements += EXTENSION_WEIGHT
            at += rest
        else:
            items, at = _items(data, code, at)
            outer.append((left, in_map))
            if items and len(outer) >= MAX_DEPTH:
                raise StructureError(f"nested deeper than {MAX_DEPTH} levels")
            left, in_map = items, rest == _MAP
            elements += items
        if elements > most_elements:
            raise StructureError(f"more than {most_elements} elements")


def _items(data: bytes, code: int, at: int) -> tuple[int, int]:
    """How many values a list or dict holds, a dict's keys among them, and where the first one stands."""
    if code == _INVALID_CODE:
        raise StructureError("a byte that begins no value")
    width = _LENGTH_BYTES.get(code, 0)
    number = int.from_bytes(data[at : at + width], "big") if width else code & 0x0F
    return number * 2 if _REST[code] == _MAP else number, at + width


def _extension(kind: int) -> int:
    if kind not in (ARRAY, UNSENDABLE):
        raise StructureError(f"an extension of type {kind}")
    return kind
