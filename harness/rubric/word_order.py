"""Do the function words of a text stand where they can, or are these the words of sentences, shuffled?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from harness.question import any_of
from harness.rubric.characters import CJK
from harness.rubric.words import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS

NO_ORDER = "stands among words in no order"

MOST_MISPLACED = 0.10
"""Of the places of function words, those where none may stand. Measured on 77 texts in both languages: .07 and less
in each; of their words, shuffled, three in four texts have more in English, and more than half in Chinese."""
LEAST_PLACES = 10
LEAST_MISPLACED = 3
"""Fewer are too few to speak of order."""

_UNIT = re.compile(rf"[a-z][a-z'-]*|[{CJK}]|[,:;()、□]|[0-9.]+")
_BREAK = re.compile(r"[,:;()、.]")
# Words in which a particle's character is none.
_NO_PARTICLE = re.compile(
    any_of(
        """
        了解|过程|过去|过滤|过拟合|超过|经过|通过|不过|得到|得分|得出|获得|取得|值得|使得|显得|地方|地址|地图|地位|着重|着手|着眼|意味着
        随着|接着|以及|普及|涉及|总和|饱和|加权和|之和|参与|与否|存在|所在|在于|实在|目的|的确|对于|针对|绝对|相对|面对|对应|对话|对象
        对比|对齐|对称|对抗|方向|双向|单向|向量|理由|自由|由于|从而|从事|于是|但是|可是|使用|即使|促使|个体|是否|被动|把握|之前|之后
        之间|之中|因此|此外|及其|和谐|为了|除了|人们|它们|我们|他们
        """
    )
)
_NOT_AFTER_DETERMINER = (
    DETERMINERS | PREPOSITIONS | (CONJUNCTIONS - {"than"}) | AUXILIARIES | {"it", "they", "which", "not"}
)
_NOT_AFTER_PREPOSITION = AUXILIARIES - {"be", "do", "have", "being"} | (CONJUNCTIONS - {"and", "or", "where", "when"})
_MAY_END_A_CLAUSE = {"on", "in", "from", "to", "about"}
_PARTICLES = frozenset("的了着过们之得")
_NEVER_LAST = frozenset("把被和与及或由从使让对向每将并而且很更最")
_LINKS = frozenset("和与及把被让使从由在")
_APART: dict[str, frozenset[str]] = {}
"""By character: those that cannot come right after it."""
for _characters, _others in (
    ("的", _PARTICLES),
    ("了着过", _PARTICLES - {"的"}),
    ("和与及把被让使从由在对向将每", _PARTICLES | _LINKS | {"是"}),
    ("个很更最", frozenset("了着过们之是") | _LINKS),
):
    _APART.update(dict.fromkeys(_characters, _others))


def in_no_order(texts: Sequence[str]) -> bool:
    """Are these sentences (lower case) shuffled words?"""
    return misplaced_share(texts) > MOST_MISPLACED


def misplaced_share(texts: Sequence[str]) -> float:
    """Share of function words that stand where they cannot, over sentences; 0 where there are too few to tell.

    English: a determiner must come before something to determine ("the of"), a preposition before something that
    is no verb form of "be" ("of is"), and neither ends a clause; Chinese: some particles never begin a clause,
    some never end one, some never meet.
    """
    verdicts = [verdict for text in texts for verdict in _verdicts(text)]
    misplaced = sum(verdicts)
    return misplaced / len(verdicts) if len(verdicts) >= LEAST_PLACES and misplaced >= LEAST_MISPLACED else 0.0


def _verdicts(text: str) -> list[bool]:
    """For each function word whose place says something: is it misplaced?"""
    units = [".", *_UNIT.findall(_NO_PARTICLE.sub("□", text)), "."]
    places = zip(pairwise(units), units[2:], strict=False)
    found = (_is_misplaced(before, unit, after) for (before, unit), after in places)
    return [verdict for verdict in found if verdict is not None]


def _is_misplaced(before: str, unit: str, after: str) -> bool | None:
    """None where the unit's place says nothing."""
    if unit in DETERMINERS:
        return after in _NOT_AFTER_DETERMINER or bool(_BREAK.match(after))
    if unit in PREPOSITIONS and unit not in ADVERBS:  # "up to", "more of"
        return after in _NOT_AFTER_PREPOSITION or (after in ".:" and unit not in _MAY_END_A_CLAUSE)
    if unit in _APART or unit in _PARTICLES or unit in _NEVER_LAST:
        first = unit in _PARTICLES and bool(_BREAK.match(before))
        last = unit in _NEVER_LAST and bool(_BREAK.match(after))
        return first or last or after in _APART.get(unit, ())
    return None
