"""The rubric of a prose question: key points, the claims that show them, the claims that deny them."""

from __future__ import annotations

import re
from dataclasses import dataclass


def any_of(alternatives: str) -> str:
    """One regular expression of alternatives written on lines of their own; a line may hold several, with `|`."""
    lines = (line.strip() for line in alternatives.splitlines())
    return "(?:" + "|".join(line for line in lines if line) + ")"


@dataclass(frozen=True, init=False, slots=True)
class Claim:
    """Something that a sentence can say: it holds one expression of each group, near each other, not negated.

    A group is a regular expression over all its synonyms (`any_of`), in Chinese and English, so that an answer may
    mix the languages. Write it in lower case. A space stands for spaces or a hyphen, `~` for a gap of up to 40
    characters within a clause; an expression that begins or ends with a Latin letter begins or ends at a word, and
    `\\b` and `\\w` know Latin letters only. Repeat nothing without bound inside of something so repeated.

    The first group is the claim's topic: a heading, or the sentences just before, may have named it. Have a group
    for what is said of it (a verb), or else a list of key words would be a claim.

    `unless`: an expression that makes the clause a claim about something else ("an RNN looks only ...").
    """

    groups: tuple[str, ...]
    unless: str

    def __init__(self, *groups: str, unless: str = "") -> None:
        if not groups or not all(groups):
            raise ValueError("a claim needs at least one group, and no empty one")
        for expression in (*groups, unless):
            try:
                re.compile(expression)
            except re.error as error:
                raise ValueError(f"the expression {expression!r} is no regular expression: {error}") from error
        object.__setattr__(self, "groups", groups)
        object.__setattr__(self, "unless", unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPoint:
    """One thing that a full answer says.

    `sentence_en` and `sentence_zh` say it to the interviewer. Any of the claims `shown_by` shows the point; any of
    `contradicted_by` forfeits it, and so does denying it as often as saying it.
    """

    name: str
    weight: float
    sentence_en: str
    sentence_zh: str
    shown_by: tuple[Claim, ...]
    contradicted_by: tuple[Claim, ...]

    def __post_init__(self) -> None:
        if not self.weight > 0:
            raise ValueError(f"key point {self.name}: the weight must be above 0, got {self.weight}")
        if not self.shown_by or not self.contradicted_by:
            raise ValueError(f"key point {self.name}: it needs a claim that shows it and one that contradicts it")


@dataclass(frozen=True, slots=True)
class Rubric:
    """Weighted key points, and `given`: texts that candidates were shown, whose repetition is no evidence."""

    points: tuple[KeyPoint, ...]
    given: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [point.name for point in self.points]
        if not names or len(set(names)) != len(names):
            raise ValueError(f"a rubric needs key points, each with its own name: {names}")
