"""Which sentences of an answer can be evidence, and why the others cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from harness.question import Rubric
from harness.rubric.characters import on_one_line, visible
from harness.rubric.grader_talk import is_task, speaks_to_grader
from harness.rubric.match import Passage, passage
from harness.rubric.negation import denies_what_follows, retracts, retracts_all
from harness.rubric.reading import Reading, Sentence, read, split_sentences
from harness.rubric.sentences import complaint
from harness.rubric.word_order import NO_ORDER, in_no_order

TO_THE_GRADER = "speaks to the grader"
LIKE_GIVEN = 88.0
"""Percentage of equal characters from which a sentence repeats one that was given."""
CONTEXT = 2
"""Sentences before, in the same paragraph, that may name what a sentence is about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as evidence: `why_not` is None for a sentence that counts, `retracted` if the answer takes it back."""

    sentence: Sentence
    passage: Passage
    why_not: str | None
    retracted: bool


def pieces(reading: Reading, rubric: Rubric) -> tuple[Piece, ...]:
    """Every sentence of the answer with its place in the argument."""
    sentences = reading.sentences
    given = _sentences_of(rubric.given)
    points = [_plain(text) for point in rubric.points for text in (point.sentence_en, point.sentence_zh)]
    reasons = [_why_not(sentence.text, given, points) for sentence in sentences]
    if in_no_order([sentence.text for sentence in sentences]):
        reasons = [reason or NO_ORDER for reason in reasons]
    _refuse_repetitions(sentences, reasons)
    retracted = _retracted(sentences)
    return tuple(
        Piece(sentence, _passage(sentences, number), reasons[number], number in retracted)
        for number, sentence in enumerate(sentences)
    )


def _why_not(text: str, given: Sequence[str], points: Sequence[str]) -> str | None:
    if speaks_to_grader(text):
        return TO_THE_GRADER
    if is_task(text):
        return "is a question or a task"
    if process.extractOne(text, given, scorer=fuzz.ratio, processor=None, score_cutoff=LIKE_GIVEN) is not None:
        return "repeats the question"
    if any(point in text for point in points):
        return "repeats the rubric"
    return complaint(text)


def _plain(text: str) -> str:
    """One sentence as `Sentence.text` has it, without its full stop."""
    return on_one_line(visible(text)).lower().rstrip(".。")


@lru_cache(maxsize=64)
def _sentences_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        found += [sentence.text for sentence in read(text).sentences]
        found += [part.lower() for line in visible(text).splitlines() for part in split_sentences(line)]
    return tuple(dict.fromkeys(found))


def _refuse_repetitions(sentences: Sequence[Sentence], reasons: list[str | None]) -> None:
    seen: Counter[str] = Counter()
    for number, sentence in enumerate(sentences):
        seen[sentence.text] += 1
        if seen[sentence.text] > 1 and reasons[number] is None:
            reasons[number] = "stands there already"


def _retracted(sentences: Sequence[Sentence]) -> set[int]:
    """Numbers of the sentences that others call false."""
    found: set[int] = set()
    for number, sentence in enumerate(sentences):
        if retracts_all(sentence.text):
            found.update(range(number))
        elif number and retracts(sentence.text):
            found.add(number - 1)
        if denies_what_follows(sentence.text):
            found.update(_announced(sentences, number))
    return found


def _announced(sentences: Sequence[Sentence], number: int) -> list[int]:
    """The sentences that "the following is false" speaks of: the rest of the block, and the list that follows."""
    here = sentences[number].block
    later = range(number + 1, len(sentences))
    rest = [other for other in later if sentences[other].block == here]
    listed: list[int] = []
    for other in later:
        if sentences[other].block != here and not sentences[other].listed:
            break
        if sentences[other].block != here:
            listed.append(other)
    if not rest and not listed and number + 1 < len(sentences):
        following = sentences[number + 1].block
        listed = [other for other in later if sentences[other].block == following]
    return rest + listed


def _passage(sentences: Sequence[Sentence], number: int) -> Passage:
    sentence = sentences[number]
    before = [other.text for other in sentences[max(0, number - CONTEXT) : number] if other.block == sentence.block]
    heading = [sentence.heading.lower()] if sentence.heading else []
    return passage(
        sentence.text,
        sentence.quote,
        context=" . ".join(heading + before),
        before=before[-1] if before else "",
    )
