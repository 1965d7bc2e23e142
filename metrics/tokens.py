"""Words as ROUGE and SQuAD count them, with Chinese: ASCII words and single CJK characters after NFKC."""

from __future__ import annotations

import re
import unicodedata

CJK = (
    "\u2e80-\u2fdf"  # radicals
    "\u3005-\u3007"  # iteration mark, closing mark, zero
    "\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3100-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7a3"  # hangul
)
"""The inside of a character class: characters that are words by themselves."""

_WORD = re.compile(f"[a-z0-9]+|[{CJK}]")
_ASCII_WORD = re.compile("[a-z0-9]+")


def words(text: str) -> list[str]:
    """Lower-case ASCII words and single CJK characters, everything else is a border.

    On ASCII text these are the tokens of rouge-score without stemming.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())
