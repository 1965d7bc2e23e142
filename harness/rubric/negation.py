"""What a sentence denies: spans of text under a negation, in Chinese and English.

Each cue ("not", "rather than", 并不) denies a stretch of its sentence. A place under an odd number of cues is
denied, under an even number said after all ("does not fail to"). Heuristics of words and clauses, no parser: what
is in doubt is left to the rubric's contradictions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from operator import xor

from harness.rubric import cues
from harness.rubric.words import is_verb

Span = tuple[int, int]

_THING_WORDS = 4
"""Words of a thing that "no" or "without" denies, at most."""
_NOT_OF_A_THING = ("to", "is", "are", "the", "it", "they", "each", "every")
_SUBJECT_FOLLOWS = (" that", " and", " because")


@dataclass(frozen=True, slots=True)
class Denials:
    """The places of one sentence that its cues deny: a 1 for each character that is denied."""

    places: bytes

    def deny(self, span: Span) -> bool:
        """Is the expression at this span denied?"""
        return bool(self.places[span[0]])


@lru_cache(maxsize=4096)
def denials(text: str) -> Denials:
    """What `text` (one sentence, lower case) denies."""
    turns = bytearray(len(text) + 1)  # where an odd number of scopes begins or ends
    for start, end in _scopes(text):
        if start < end:
            turns[start] ^= 1
            turns[end] ^= 1
    return Denials(bytes(accumulate(turns, xor)))


def retracts(text: str) -> bool:
    """Does this sentence call the one before it false?"""
    return bool(cues.RETRACTS.search(text))


def retracts_all(text: str) -> bool:
    """Does this sentence call all that came before it false?"""
    return bool(cues.RETRACTS_ALL.search(text))


def denies_what_follows(text: str) -> bool:
    """Does this sentence announce false statements?"""
    return bool(cues.FALSE_AHEAD.search(text))


def _scopes(text: str) -> Iterator[Span]:
    clauses = _Clauses(text)
    taken = bytearray(len(text))

    def take(start: int, end: int) -> None:
        taken[start:end] = b"\1" * (end - start)

    def free(match: re.Match[str]) -> bool:
        if 1 in taken[match.start() : match.end()]:
            return False
        take(*match.span())
        return True

    for match in cues.NEUTRAL.finditer(text):
        take(*match.span())
    for match in cues.NOT_ONLY.finditer(text):
        take(*match.span())
        yield match.span(match.lastgroup or 0)
    for match in cues.FALSE_BEFORE.finditer(text):
        take(*match.span())
        yield match.end(), len(text)
    for match in cues.FALSE_AFTER.finditer(text):
        cue = match.lastgroup or 0
        take(*match.span(cue))
        begins = clauses.start(match.start(cue)) if cue in ("clause", "clause2") else 0
        yield begins, match.start(cue)
    for match in cues.THING_CUE.finditer(text):
        if free(match):
            yield match.end(), _end_of_thing(text, match, clauses.end(match.end()))
    neither_until = 0
    for match in cues.CLAUSE_CUE.finditer(text):
        if not free(match) or (match[0] == "nor" and match.start() < neither_until):
            continue  # "neither ... nor" is one negation
        scope = match.end(), clauses.end(match.end())
        neither_until = max(neither_until, scope[1])
        yield scope


class _Clauses:
    """Where the clauses of a sentence begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks = [match.span() for match in cues.CLAUSE_END.finditer(text)]
        self._stops = [match.start() for match in cues.STOP.finditer(text)]

    def start(self, place: int) -> int:
        """Where the clause begins that `place` is in."""
        return max((end for _, end in self._marks[: self._mark_from(place)]), default=0)

    def end(self, start: int) -> int:
        """Where what a cue denies ends that ends itself at `start`.

        What stands between commas right behind a cue ("cannot, by any means, ...") does not end it.
        """
        number = self._mark_from(start)
        if self._begins_with_comma(start, number):
            number += 2
        limit = self._marks[number][0] if number < len(self._marks) else len(self._text)
        stop = bisect_left(self._stops, start)
        return min(limit, self._stops[stop]) if stop < len(self._stops) else limit

    def _mark_from(self, place: int) -> int:
        return bisect_left(self._marks, (place, place))

    def _begins_with_comma(self, start: int, number: int) -> bool:
        if number == len(self._marks):
            return False
        mark = self._marks[number][0]
        return self._text[mark] == "," and not self._text[start:mark].strip()


def _end_of_thing(text: str, cue: re.Match[str], limit: int) -> int:
    """Where the thing ends that a cue such as "no" or "without" denies, at `limit` at most.

    As a subject ("no token attends ...") and before a participle ("without looking ...") it is the whole clause.
    """
    if not cue[0].isascii():
        return limit
    words = list(islice(re.finditer(r"\S+", text[cue.end() : limit]), _THING_WORDS + 1))
    before = text[: cue.start()].rstrip()
    subject = cue[0] == "no" and (not before or before[-1] in ",;:" or before.endswith(_SUBJECT_FOLLOWS))
    if subject or (words and words[0][0].endswith("ing") and is_verb(words[0][0])):
        return limit
    for count, word in enumerate(words):
        if count == _THING_WORDS or (count > 1 and word[0] in _NOT_OF_A_THING):
            return cue.end() + word.start()
    return limit
