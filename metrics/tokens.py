"""Words as ROUGE and SQuAD count them, with Chinese: ASCII words and single CJK characters after NFKC."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache

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
_CJK_CHARACTER = re.compile(f"([{CJK}])")
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_BORDERS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII_PUNCTUATION = dict.fromkeys(map(ord, string.punctuation))


def words(text: str) -> list[str]:
    """Lower-case ASCII words and single CJK characters; everything else is a border.

    On ASCII text these are the tokens of rouge-score without stemming.
    """
    if text.isascii():  # a table is twice as fast as the expression
        return text.lower().translate(_BORDERS).split()
    return _WORD.findall(nfkc(text).lower())


def answer_words(text: str) -> list[str]:
    """The words of a short answer: lower case, no punctuation, no English article, single CJK characters.

    On ASCII text it is what SQuAD's own script compares (Rajpurkar et al., 2016): punctuation is taken out, not a
    border, so that `U.S.` is `us`. Punctuation of every script is taken out, and so is white space beside Chinese.
    """
    if text.isascii():
        text = text.lower().translate(_ASCII_PUNCTUATION)
    else:
        text = nfkc(text).lower().translate(_punctuation())
        text = _CJK_CHARACTER.sub(r" \1 ", text)
    return _ARTICLE.sub(" ", text).split()


def nfkc(text: str) -> str:
    """Normalization form KC in linear time.

    The usual one takes time quadratic in the length of a run of combining marks, minutes for a million. Runs are cut
    every 30 marks by a grapheme joiner, as Unicode's Stream-Safe Text Format does (UAX #15, section 13).
    """
    return unicodedata.normalize("NFKC", _long_run_of_marks().sub("\\1\u034f", text))


@cache
def _long_run_of_marks() -> re.Pattern[str]:
    marks = "".join(
        character
        for character in map(chr, range(0x300, 0x20000))
        if all(map(unicodedata.combining, unicodedata.normalize("NFKD", character)))
    )
    return re.compile(f"([{marks}]{{30}})(?=[{marks}])")


@cache
def _punctuation() -> dict[int, None]:
    """Unicode's punctuation, and ASCII's, which has symbols such as `$` and `+` besides."""
    found = (code for code in range(0x20000) if unicodedata.category(chr(code)).startswith("P"))
    return {**_ASCII_PUNCTUATION, **dict.fromkeys(found)}
