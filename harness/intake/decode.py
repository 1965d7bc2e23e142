"""Bytes -> text, with a sentence for everything that is not plain UTF-8."""

from __future__ import annotations

import codecs
import re

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_UTF8 = frozenset({"utf-8", "utf8", "utf-8-sig", "utf_8", "utf_8_sig", "u8", "ascii", "us-ascii"})


class Undecodable(Exception):
    """The bytes are no text that we read; the message says why, `line` where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def decode(content: bytes) -> str:
    """The text of a UTF-8 file, without a byte order mark; raises `Undecodable` for anything else."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Undecodable("is UTF-16: save the file as UTF-8", 1)
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        # Where the mark was taken off, offsets are counted from the file's own start.
        offset = error.start + (3 if content.startswith(codecs.BOM_UTF8) else 0)
        line = content.count(b"\n", 0, offset) + 1
        message = f"not UTF-8 (byte 0x{content[offset]:02x} at offset {offset}): save the file as UTF-8"
        raise Undecodable(message, line) from None
    if (position := text.find("\0")) >= 0:
        raise Undecodable("holds a NUL byte: save the file as plain text", text.count("\n", 0, position) + 1)
    return text


def decode_module(content: bytes) -> str:
    """As `decode`, for Python: a declaration of another encoding is refused, since Python would heed it."""
    text = decode(content)
    for number, line in enumerate(text[:2_000].splitlines()[:2], 1):
        found = _COOKIE.match(line)
        if found and found[1].lower() not in _UTF8:
            message = f"declares the encoding {found[1][:40]!r}: save the file as UTF-8 and delete this line"
            raise Undecodable(message, number)
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return text
