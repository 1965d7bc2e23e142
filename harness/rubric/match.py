"""Claims against the sentences of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from harness.question import Claim, any_of
from harness.rubric.characters import CJK
from harness.rubric.negation import Denials, Span, denials

GAP = r"[^,;:()。!?]{0,40}?"
WINDOW = 60
"""Words (a Chinese character counts half) within which the expressions of a claim must stand."""

_CLAUSE_BREAK = re.compile(r"[,;:()—]")
_UNIT = re.compile(rf"[a-z0-9][a-z0-9'.-]*|[{CJK}]")
_LEAD = any_of("and|but|so|thus|here|then|in this way|that way|by doing so|as a result|instead")
_ANAPHOR = re.compile(
    any_of(
        rf"""
        ^(?:{_LEAD} )*(?:it|its|they|their|this|these|that|those|such|which|both)\b
        ^(?:因此|所以|于是|同时|此外|也就是说|而且|并且|从而)?,?(?:它|其|这|该|此|那|由此|并|从而|而且|也|还|只|仅|即|因而|借此)
        """
    ),
    re.ASCII,
)
# A clause that goes on with the topic of the clause before it.
_CONTINUES = re.compile(
    any_of(
        r"""
        ^\s*(?:which|that|who|and|it|they|this|so|thus|thereby|only|then|where|with)\b
        ^\s*[a-z]+ing\b
        ^\s*(?:它|其|这|并|而且|且|也|还|只|仅|即|因而|从而|就)
        """
    ),
    re.ASCII,
)
# A clause that only names the topic of the one after it.
_INTRODUCES = re.compile(r"^\s*(?:in|with|by|under|through|using|during|thanks to)\b|(?:中|里|下|时|后)$", re.ASCII)

Answer = Literal["says", "denies"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with what went before it: the context in which a topic may have been named.

    `context` is the heading and the sentences just before; `before` only the one that a pronoun points at.
    """

    text: str
    quote: str
    denied: Denials
    context: str
    before: str

    @property
    def anaphoric(self) -> bool:
        """Does the sentence begin with a pronoun or go on with the one before?"""
        return bool(_ANAPHOR.search(self.text))


def passage(text: str, quote: str, *, context: str, before: str) -> Passage:
    """A passage with the denials of its sentence."""
    return Passage(text, quote, denials(text), context, before)


@lru_cache(maxsize=4096)
def expression(group: str) -> re.Pattern[str]:
    """The regular expression of a group of a `Claim`."""
    source = group.replace("~", GAP).replace(" ", r"(?:[\s-]+)")
    return re.compile(rf"(?:(?<![a-z])(?=[a-z])|(?![a-z]))(?:{source})(?:(?<=[a-z])(?![a-z])|(?<![a-z]))", re.ASCII)


def shows(claim: Claim, where: Passage) -> Answer | None:
    """Does the sentence say the claim, deny it, or neither? The topic may be named in the context."""
    found = [_spans(group, where.text) for group in claim.groups]
    topic_before = not found[0] and _named(claim.groups[0], where.context)
    needed = found[1:] if topic_before else found
    if not needed or not all(needed):
        return None
    said = [[span for span in spans if not where.denied.deny(span)] for spans in needed]
    if all(said):
        return "says" if _closest(said, where.text) is not None else None
    window = _closest(needed, where.text)
    if window is None or _about_another(claim, where.text, window) or (topic_before and not where.anaphoric):
        return None
    return "denies"


def contradicts(claim: Claim, where: Passage) -> bool:
    """Does one clause of the sentence say the claim? A clause that only goes on shares the topic of the one before."""
    topic, *rest = claim.groups
    inherited = where.anaphoric and _named(topic, where.before)
    introduced = False
    for start, end in _clauses(where.text):
        clause = where.text[start:end]
        own = [span for span in _spans(topic, where.text, start, end) if not where.denied.deny(span)]
        goes_on = start == 0 or introduced or bool(_CONTINUES.match(clause))
        inherited = bool(own) or (inherited and goes_on)
        introduced = bool(_INTRODUCES.search(clause))
        said = all(any(not where.denied.deny(span) for span in _spans(group, where.text, start, end)) for group in rest)
        if inherited and said and not _about_another(claim, where.text, (start, end)):
            return True
    return False


def _spans(group: str, text: str, start: int = 0, end: int | None = None) -> list[Span]:
    return [match.span() for match in expression(group).finditer(text, start, len(text) if end is None else end)]


def _named(group: str, context: str) -> bool:
    if not context:
        return False
    denied = denials(context)
    return any(not denied.deny(match.span()) for match in expression(group).finditer(context))


def _clauses(text: str) -> list[Span]:
    clauses: list[Span] = []
    start = 0
    for mark in _CLAUSE_BREAK.finditer(text):
        clauses.append((start, mark.start()))
        start = mark.end()
    return [*clauses, (start, len(text))]


def _about_another(claim: Claim, text: str, window: Span) -> bool:
    """Does the claim's `unless` stand in a clause that the expressions stand in?"""
    if not claim.unless:
        return False
    pattern = expression(claim.unless)
    return any(
        pattern.search(text, start, end) for start, end in _clauses(text) if start < window[1] and window[0] < end
    )


def _closest(groups: Sequence[Sequence[Span]], text: str) -> Span | None:
    """The shortest stretch that holds a span of every group, if it is not longer than the window."""
    every = sorted((span, number) for number, spans in enumerate(groups) for span in spans)
    latest: dict[int, Span] = {}
    best: Span | None = None
    for span, number in every:
        latest[number] = span
        if len(latest) == len(groups):
            start, end = min(s[0] for s in latest.values()), max(s[1] for s in latest.values())
            if best is None or end - start < best[1] - best[0]:
                best = start, end
    if best is None:
        return None
    units = _UNIT.findall(text[best[0] : best[1]])
    size = sum(1.0 if unit.isascii() else 0.5 for unit in units)
    return best if size <= WINDOW else None
