"""What a person sees of a text: normal forms, without invisible characters."""

from __future__ import annotations

import re
import unicodedata

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_CHARACTER = re.compile(f"[{CJK}]")
# Beside the format characters (zero-width, bidirectional, tags): letters and marks that are drawn as nothing.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "—", "…": "..."})
# In mixed text some type a space between the scripts and some do not: it says nothing.
_BESIDE_CJK = re.compile(rf"(?<=[{CJK}])[ \t]+|[ \t]+(?=[{CJK}])")


def visible(text: str) -> str:
    """`text` in NFKC, without characters that show nothing; lines stay lines."""
    text = unicodedata.normalize("NFKC", _BLANK.sub("", re.sub(r"\r\n?|\u2028|\u2029", "\n", text)))
    kept = (character for character in text if character in "\n\t" or unicodedata.category(character) not in _UNSEEN)
    return "".join(kept).translate(_TYPOGRAPHY)


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def invisible_count(text: str) -> int:
    """How many characters of `text` show nothing (line ends and tabs aside)."""
    return sum(
        1
        for character in text
        if character not in "\n\r\t" and (unicodedata.category(character) in _UNSEEN or _BLANK.match(character))
    )


def on_one_line(text: str) -> str:
    """`text` with single spaces, and none beside Chinese characters."""
    return _BESIDE_CJK.sub("", re.sub(r"\s+", " ", text)).strip()


def cjk_count(text: str) -> int:
    """How many Chinese characters `text` has."""
    return len(_CJK_CHARACTER.findall(text))
