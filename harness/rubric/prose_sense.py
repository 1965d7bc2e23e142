"""Is this a sentence, or a heap of key words? Told by function words, verbs and the order of words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from harness.rubric.characters import CJK
from harness.rubric.words import (
    ADVERBS,
    AUXILIARIES,
    CHINESE_FUNCTION,
    CHINESE_QUANTIFIERS,
    CHINESE_VERBS,
    CONJUNCTIONS,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    is_verb,
)

_WORD = re.compile(r"[a-z][a-z'-]*")
_CHARACTER = re.compile(f"[{CJK}]")
_UNIT = re.compile(rf"[a-z][a-z'-]*|[{CJK}]|[,:;()、□]|[0-9.]+")
# Words in which a particle's character is none.
_NO_PARTICLE = re.compile(
    "了解|过程|过去|过滤|过拟合|超过|经过|通过|不过|得到|得分|得出|获得|取得|值得|使得|显得|地方|地址|地图|地位|着重|着手|着眼|意味着|随着|接着|"
    "以及|普及|涉及|总和|饱和|加权和|之和|参与|与否|存在|所在|在于|实在|目的|的确|对于|针对|绝对|相对|面对|对应|对话|对象|对比|对齐|对称|对抗|"
    "方向|双向|单向|向量|理由|自由|由于|从而|从事|于是|但是|可是|使用|即使|促使|个体|是否|被动|把握|之前|之后|之间|之中|因此|此外|及其|和谐|为了|除了|人们|它们|我们|他们"
)
_QUANTIFIER = re.compile("|".join(CHINESE_QUANTIFIERS))
_SEPARATOR = re.compile(r"[,、;/|+&]|(?<=\s)-+(?=\s)")

LIST = "is a list of key words"
NO_VERB = "has no verb"
REPEATS = "repeats itself"
NO_ORDER = "stands among words in no order"
KEY_WORDS_ONLY = frozenset({LIST, NO_VERB, REPEATS, NO_ORDER})
"""The complaints about text that names things without saying anything of them."""

CHARACTERS_A_WORD = 1.6
"""Chinese characters in a Chinese word, on average."""
LEAST_WORDS = 4
LEAST_FUNCTION_SHARE = 0.12
LEAST_FUNCTION_SHARE_OF_A_LIST = 0.20
"""A list of short items needs more around it to be a sentence."""
ENOUGH_FUNCTION = 0.3
"""With as many function words a verb that we do not know is taken for granted."""
SHORT_ITEM = 2.6
LEAST_BARE = 3
BARE_ITEM = 2.6
"""Words; items as long as this without one function word are no enumeration such as "web pages, books and code"."""
LEAST_VARIETY = 0.45
MOST_MISPLACED_ENGLISH = 0.14
MOST_MISPLACED_CHINESE = 0.07
"""Of the places of function words, those where none may stand. Measured: English prose 0 to .08 and its shuffled words
.22 to .38; Chinese prose 0 and its shuffled words .08 to .35."""
LEAST_PLACES = 10
LEAST_MISPLACED = 2
"""Fewer are too few to speak of order."""


def complaint(text: str) -> str | None:
    """Why `text` (one sentence, lower case) is not a sentence of Chinese or English; None if it is."""
    words = _WORD.findall(text)
    characters = _CHARACTER.findall(text)
    size = len(words) + len(characters) / CHARACTERS_A_WORD
    if size < LEAST_WORDS:
        return "is too short to be a sentence"
    function = sum(word in FUNCTION_WORDS for word in words)
    function += sum(character in CHINESE_FUNCTION for character in _QUANTIFIER.sub("", text))
    items = len(_SEPARATOR.findall(text)) + 1
    least = LEAST_FUNCTION_SHARE_OF_A_LIST if items > 2 and size / items < SHORT_ITEM else LEAST_FUNCTION_SHARE
    if function / size < least:
        return LIST
    if _mostly_bare(text):
        return LIST
    if function / size < ENOUGH_FUNCTION and not (any(is_verb(word) for word in words) or any(verb in text for verb in CHINESE_VERBS)):
        return NO_VERB
    content = [word for word in words if word not in FUNCTION_WORDS]
    if len(content) >= 6 and len(set(content)) / len(content) < LEAST_VARIETY:
        return REPEATS
    pairs = ["".join(pair) for pair in zip(characters, characters[1:], strict=False)]
    if len(pairs) >= 12 and len(set(pairs)) / len(pairs) < LEAST_VARIETY:
        return REPEATS
    return None


def in_no_order(texts: Sequence[str]) -> bool:
    """Are these sentences shuffled words?"""
    share = misplaced_share(texts)
    words = sum(len(_WORD.findall(text)) for text in texts)
    chinese = sum(len(_CHARACTER.findall(text)) for text in texts) / CHARACTERS_A_WORD > words
    return share > (MOST_MISPLACED_CHINESE if chinese else MOST_MISPLACED_ENGLISH)


def _mostly_bare(text: str) -> bool:
    """Is it key words with an excuse ("This is about ..."): mostly long items that hold no function word?"""
    items = _SEPARATOR.split(text)
    bare = 0
    for item in items:
        words = _WORD.findall(item)
        size = len(words) + len(_CHARACTER.findall(item)) / CHARACTERS_A_WORD
        held = FUNCTION_WORDS.intersection(words) or CHINESE_FUNCTION.intersection(_QUANTIFIER.sub("", item))
        bare += size >= BARE_ITEM and not held
    return bare >= LEAST_BARE and bare * 2 > len(items)


def misplaced_share(texts: Sequence[str]) -> float:
    """Share of function words that stand where they cannot, over sentences; 0 where there are too few to tell.

    English: a determiner must come before something to determine ("the of"), a preposition before something that
    is no verb form of "be" ("of is"), and neither ends a clause; Chinese: some particles never begin a clause,
    some never end one, some never meet.
    """
    places = misplaced = 0
    for text in texts:
        units = [*_UNIT.findall(_NO_PARTICLE.sub("□", text)), "."]
        before = "."
        for unit, after in zip(units, units[1:], strict=False):
            bad = _misplaced(before, unit, after)
            if bad is not None:
                places += 1
                misplaced += bad
            before = unit
    return misplaced / places if places >= LEAST_PLACES and misplaced >= LEAST_MISPLACED else 0.0


_BREAK = re.compile(r"[,:;()、.]")
_NOT_AFTER_DETERMINER = DETERMINERS | PREPOSITIONS | (CONJUNCTIONS - {"than"}) | AUXILIARIES | {"it", "they", "which", "not"}
_NOT_AFTER_PREPOSITION = AUXILIARIES - {"be", "do", "have", "being"} | (CONJUNCTIONS - {"and", "or", "where", "when"})
_MAY_FOLLOW = ADVERBS  # "up to", "more of"
_NEVER_FIRST = set("的了着过们之得")
_NEVER_LAST = set("把被和与及或由从使让对向每将并而且很更最")
_LINKS = set("和与及把被让使从由在")
_APART = {
    **dict.fromkeys("的了着过", set("的了着过们之得")),
    **dict.fromkeys("和与及把被让使从由在对向将每", set("的了着过们之得是") | _LINKS),
    **dict.fromkeys("个很更最", set("了着过们之是") | _LINKS),
}
"""By character: those that cannot come right after it."""


def _misplaced(before: str, unit: str, after: str) -> bool | None:
    """None where the unit's place says nothing."""
    if unit in DETERMINERS:
        return after in _NOT_AFTER_DETERMINER or bool(_BREAK.match(after))
    if unit in PREPOSITIONS and unit not in _MAY_FOLLOW:
        return after in _NOT_AFTER_PREPOSITION or (after in ".:" and unit not in ("on", "in", "from", "to", "about"))
    if unit in _APART or unit in _NEVER_FIRST or unit in _NEVER_LAST:
        first = bool(_BREAK.match(before))
        last = bool(_BREAK.match(after))
        return (unit in _NEVER_FIRST and first) or (unit in _NEVER_LAST and last) or after in _APART.get(unit, ())
    return None
