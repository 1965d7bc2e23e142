"""Is this a sentence, or a heap of key words? Told by function words, verbs and variety."""

from __future__ import annotations

import re
from itertools import pairwise

from harness.rubric.characters import CJK
from harness.rubric.words import (
    CHINESE_FUNCTION,
    CHINESE_QUANTIFIERS,
    CHINESE_VERBS,
    FUNCTION_WORDS,
    is_verb,
)

TOO_SHORT = "is too short to be a sentence"
LIST = "is a list of key words"
NO_VERB = "has no verb"
REPEATS = "repeats itself"

CHARACTERS_A_WORD = 1.6
"""Chinese characters in a Chinese word, on average."""
LEAST_WORDS = 4
LEAST_FUNCTION_SHARE = 0.12
LEAST_FUNCTION_SHARE_OF_A_LIST = 0.20
"""A list of short items needs more around it to be a sentence."""
ENOUGH_FUNCTION = 0.3
"""With as many function words a verb that we do not know is taken for granted."""
SHORT_ITEM = 2.6
BARE_ITEM = 2.6
"""Words; items as long as this without one function word are no enumeration such as "web pages, books and code"."""
LEAST_BARE = 3
LEAST_VARIETY = 0.45

_WORD = re.compile(r"[a-z][a-z'-]*")
_CHARACTER = re.compile(f"[{CJK}]")
_QUANTIFIER = re.compile("|".join(sorted(CHINESE_QUANTIFIERS, key=lambda word: (-len(word), word))))
# "3. Training data: " holds no sentence together, nor does it take one apart.
_LABEL = re.compile(r"^\W*(?:[0-9]{1,2}|[一二三四五六七八九十])?[、.)]? ?(?:[^:,。]{1,24}: ?)?")
_SEPARATOR = re.compile(r"[,、;/|+&]|(?<=\s)-+(?=\s)")


def complaint(text: str) -> str | None:
    """Why `text` (one sentence, lower case) is not a sentence of Chinese or English; None if it is."""
    text = _LABEL.sub("", text)
    words = _WORD.findall(text)
    characters = _CHARACTER.findall(text)
    if size_in_words(text) < LEAST_WORDS:
        return TOO_SHORT
    if _is_list(text, words):
        return LIST
    if not _has_verb(text, words):
        return NO_VERB
    return REPEATS if _repeats(words, characters) else None


def size_in_words(text: str) -> float:
    """How many words `text` has in either language."""
    return len(_WORD.findall(text)) + len(_CHARACTER.findall(text)) / CHARACTERS_A_WORD


def _function_share(text: str, words: list[str]) -> float:
    function = sum(word in FUNCTION_WORDS for word in words)
    function += sum(character in CHINESE_FUNCTION for character in _QUANTIFIER.sub("", text))
    return function / size_in_words(text)


def _is_list(text: str, words: list[str]) -> bool:
    items = _SEPARATOR.split(text)
    short = len(items) > 2 and size_in_words(text) / len(items) < SHORT_ITEM
    least = LEAST_FUNCTION_SHARE_OF_A_LIST if short else LEAST_FUNCTION_SHARE
    return _function_share(text, words) < least or _mostly_bare(items)


def _mostly_bare(items: list[str]) -> bool:
    """Is it key words with an excuse ("This is about ..."): mostly long items that hold no function word?"""
    bare = sum(size_in_words(item) >= BARE_ITEM and not _holds_function_word(item) for item in items)
    return bare >= LEAST_BARE and bare * 2 > len(items)


def _holds_function_word(item: str) -> bool:
    english = not FUNCTION_WORDS.isdisjoint(_WORD.findall(item))
    return english or not CHINESE_FUNCTION.isdisjoint(_QUANTIFIER.sub("", item))


def _has_verb(text: str, words: list[str]) -> bool:
    known = any(is_verb(word) for word in words) or any(verb in text for verb in CHINESE_VERBS)
    return known or _function_share(text, words) >= ENOUGH_FUNCTION


def _repeats(words: list[str], characters: list[str]) -> bool:
    content = [word for word in words if word not in FUNCTION_WORDS]
    pairs = list(pairwise(characters))
    return _is_monotonous(content, least=6) or _is_monotonous(pairs, least=12)


def _is_monotonous(units: list[str] | list[tuple[str, str]], *, least: int) -> bool:
    return len(units) >= least and len(set(units)) / len(units) < LEAST_VARIETY
