"""The rubric of a prose question: key points, the expressions that show them, the claims that deny them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """One thing that a full answer says.

    `sentence_en` and `sentence_zh` say it to the interviewer. `expressions` are regular expressions, in both
    languages, any of which shows the point inside a real sentence that does not negate it; `contradictions`
    are claims that forfeit it. Matching is done on NFKC text, without regard to case.
    """

    name: str
    weight: float
    sentence_en: str
    sentence_zh: str
    expressions: Sequence[str]
    contradictions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Rubric:
    """Five to eight weighted key points."""

    points: tuple[KeyPoint, ...]
