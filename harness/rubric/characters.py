"""What a person sees of a text: normal forms, without invisible characters."""

from __future__ import annotations

import re
import unicodedata

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a character class."""

_LINE_END = re.compile(r"\r\n?|\u2028|\u2029")
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Beside those (zero-width, bidirectional, tags, unassigned): letters and marks that are drawn as nothing.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "—", "…": "..."})
# In mixed text some type a space between the scripts and some do not: it says nothing.
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{CJK}]) | (?=[{CJK}])")


def visible(text: str) -> str:
    """`text` in NFKC, without characters that show nothing; lines stay lines."""
    text = unicodedata.normalize("NFKC", _BLANK.sub("", _LINE_END.sub("\n", text)))
    return "".join(character for character in text if not _shows_nothing(character)).translate(_TYPOGRAPHY)


def invisible_count(text: str) -> int:
    """How many characters of `text` show nothing (line ends and tabs aside)."""
    return sum(_shows_nothing(character) or bool(_BLANK.match(character)) for character in text)


def on_one_line(text: str) -> str:
    """`text` with single spaces, and none beside Chinese characters."""
    return _SPACE_BESIDE_CJK.sub("", re.sub(r"\s+", " ", text)).strip()


def _shows_nothing(character: str) -> bool:
    return character not in "\n\r\t" and unicodedata.category(character) in _UNSEEN_CATEGORIES
