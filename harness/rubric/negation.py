"""What a sentence denies: spans of text under a negation, in Chinese and English.

Each cue ("not", "rather than", 并不) denies a stretch of its sentence. A place under an odd number of cues is
denied, under an even number said after all ("does not fail to"). Heuristics of words and clauses, no parser: what
is in doubt is left to the rubric's contradictions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from harness.rubric import cues
from harness.rubric.words import is_verb

Span = tuple[int, int]

_THING_WORDS = 4
"""Words of a thing that "no" or "without" denies, at most."""
_NOT_OF_A_THING = ("to", "is", "are", "the", "it", "they", "each", "every")
_SUBJECT_FOLLOWS = (" that", " and", " because")


@dataclass(frozen=True, slots=True)
class Denials:
    """The stretches of one sentence that its cues deny."""

    scopes: tuple[Span, ...]

    def deny(self, span: Span) -> bool:
        """Is the expression at this span denied?"""
        return sum(start <= span[0] < end for start, end in self.scopes) % 2 == 1


@lru_cache(maxsize=4096)
def denials(text: str) -> Denials:
    """What `text` (one sentence, lower case) denies."""
    return Denials(tuple(_scopes(text)))


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
    taken = [match.span() for match in cues.NEUTRAL.finditer(text)]
    for match in cues.NOT_ONLY.finditer(text):
        taken.append(match.span())
        yield match.span(match.lastgroup or 0)
    for match in cues.FALSE_BEFORE.finditer(text):
        taken.append(match.span())
        yield match.end(), len(text)
    for match in cues.FALSE_AFTER.finditer(text):
        cue = match.lastgroup or 0
        taken.append(match.span(cue))
        begins = _start_of_clause(text, match.start(cue)) if cue in ("clause", "clause2") else 0
        yield begins, match.start(cue)

    def free(match: re.Match[str]) -> bool:
        if any(start < match.end() and match.start() < end for start, end in taken):
            return False
        taken.append(match.span())
        return True

    for match in cues.THING_CUE.finditer(text):
        if free(match):
            yield match.end(), _end_of_thing(text, match)
    clauses: list[Span] = []
    for match in cues.CLAUSE_CUE.finditer(text):
        if not free(match):
            continue
        if match[0] == "nor" and any(start <= match.start() < end for start, end in clauses):
            continue  # "neither ... nor" is one negation
        clauses.append((match.end(), _end_of_clause(text, match.end())))
    yield from clauses


def _start_of_clause(text: str, end: int) -> int:
    return max((mark.end() for mark in cues.CLAUSE_END.finditer(text, 0, end)), default=0)


def _end_of_clause(text: str, start: int) -> int:
    """Where a clause ends that begins at `start`; what stands between commas right behind a cue does not end it."""
    end = cues.CLAUSE_END.search(text, start)
    if end is not None and end[0] == "," and not text[start : end.start()].strip():
        closing = cues.CLAUSE_END.search(text, end.end())
        end = cues.CLAUSE_END.search(text, closing.end()) if closing is not None else None
    limit = end.start() if end is not None else len(text)
    stop = cues.STOP.search(text, start, limit)
    return stop.start() if stop is not None else limit


def _end_of_thing(text: str, cue: re.Match[str]) -> int:
    """Where the thing ends that a cue such as "no" or "without" denies.

    As a subject ("no token attends ...") and before a participle ("without looking ...") it is the whole clause.
    """
    limit = _end_of_clause(text, cue.end())
    if not cue[0].isascii():
        return limit
    words = list(re.finditer(r"\S+", text[cue.end() : limit]))
    before = text[: cue.start()].rstrip()
    subject = cue[0] == "no" and (not before or before[-1] in ",;:" or before.endswith(_SUBJECT_FOLLOWS))
    if subject or (words and words[0][0].endswith("ing") and is_verb(words[0][0])):
        return limit
    for count, word in enumerate(words):
        if count == _THING_WORDS or (count > 1 and word[0] in _NOT_OF_A_THING):
            return cue.end() + word.start()
    return limit
