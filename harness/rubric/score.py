"""An answer against a rubric: which key points it shows, by which of its sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from harness.question import KeyPoint, Rubric
from harness.rubric.characters import invisible_count
from harness.rubric.evidence import Piece, pieces
from harness.rubric.match import contradicts, expression, shows
from harness.rubric.reading import MOST_CHARACTERS, read
from harness.rubric.sentences import LIST, NO_VERB, REPEATS
from harness.rubric.signals import Signals, disagreement
from harness.rubric.word_order import NO_ORDER
from harness.text import printable

Status = Literal["found", "missing", "negated", "contradicted"]
NAMED = 0.2
"""What a point is worth whose terms stand only among key words: more than being off the topic, no claim."""
KEY_WORDS_ONLY = frozenset({LIST, NO_VERB, REPEATS, NO_ORDER})
"""The complaints about text that names things without saying anything of them."""
QUOTE = 200
"""Characters of a quotation."""


@dataclass(frozen=True, slots=True)
class PointOutcome:
    """What became of one key point; `evidence` is quoted from the answer, from the paragraph at `line` (from 1).

    `credit` (0 to 1) is 1 for a point that is found and 0 for others, or 0.2 where its terms are at least named in
    what is no more than key words.
    """

    name: str
    weight: float
    credit: float
    status: Status
    evidence: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class RubricOutcome:
    """`coverage` is the mean credit (0 to 1) of the key points by weight.

    `needs_person`: signals disagree, and `reason` says which. Neither changes the coverage.
    """

    points: tuple[PointOutcome, ...]
    coverage: float
    needs_person: bool
    reason: str
    notes: tuple[str, ...]


def examine(text: str, rubric: Rubric, *, similarity: float | None = None) -> RubricOutcome:
    """Hold an answer against a rubric.

    `similarity` (0 to 1, ROUGE-L against the reference in the answer's language) may say that a person should look;
    it raises no score.
    """
    reading = read(text)
    found = pieces(reading, rubric)
    points = tuple(_outcome(point, found) for point in rubric.points)
    whole = sum(point.weight for point in points)
    coverage = sum(point.weight * point.credit for point in points) / whole
    signals = Signals(
        coverage=coverage,
        contradicted=tuple(point.name for point in points if point.status in ("contradicted", "negated")),
        named=_named_share(rubric, points, found),
        similarity=similarity,
        sentences=len(found),
        refused=Counter(piece.why_not for piece in found if piece.why_not is not None),
    )
    reason = disagreement(signals)
    return RubricOutcome(points, coverage, bool(reason), reason, tuple(_notes(text, found, cut=reading.cut)))


def _outcome(point: KeyPoint, found: Sequence[Piece]) -> PointOutcome:
    evidence = [piece for piece in found if piece.why_not is None]
    said: list[Piece] = []
    denied: list[Piece] = []
    for piece in evidence:
        answers = {shows(claim, piece.passage) for claim in point.shown_by}
        if "says" in answers:
            (denied if piece.retracted else said).append(piece)
        elif "denies" in answers and not piece.retracted:
            denied.append(piece)
    against = [
        piece
        for piece in evidence
        if not piece.retracted and any(contradicts(claim, piece.passage) for claim in point.contradicted_by)
    ]

    def outcome(status: Status, piece: Piece | None, message: str, credit: float = 0.0) -> PointOutcome:
        quote = _quote(piece) if piece is not None else ""
        line = piece.sentence.line if piece is not None else None
        return PointOutcome(point.name, point.weight, credit, status, quote, line, message)

    if against:
        return outcome("contradicted", against[0], f'The answer says the contrary: "{_quote(against[0])}"')
    if said and len(denied) >= len(said):
        return outcome(
            "contradicted", denied[0], f'The answer says it ("{_quote(said[0])}") and denies it: "{_quote(denied[0])}"'
        )
    if said:
        return outcome("found", said[0], f'Shown by: "{_quote(said[0])}"', 1.0)
    if denied:
        return outcome("negated", denied[0], f'The answer denies it: "{_quote(denied[0])}"')
    named = [
        piece
        for piece in found
        if piece.why_not and any(shows(claim, piece.passage) == "says" for claim in point.shown_by)
    ]
    if named:
        credit = NAMED if any(piece.why_not in KEY_WORDS_ONLY for piece in named) else 0.0
        message = f'No sentence says it; "{_quote(named[0])}" does not count: it {named[0].why_not}.'
        return outcome("missing", None, message, credit)
    return outcome("missing", None, "No sentence of the answer says it.")


def _quote(piece: Piece) -> str:
    return printable(piece.sentence.quote, QUOTE)


def _named_share(rubric: Rubric, outcomes: Sequence[PointOutcome], found: Sequence[Piece]) -> float:
    """The share of key points that the answer speaks of, whatever it says of them."""
    everything = "\n".join([piece.sentence.text for piece in found])
    named = sum(
        outcome.status != "missing"
        or any(all(expression(group).search(everything) for group in claim.groups) for claim in point.shown_by)
        for point, outcome in zip(rubric.points, outcomes, strict=True)
    )
    return named / len(rubric.points)


def _notes(text: str, found: Sequence[Piece], *, cut: bool) -> list[str]:
    notes: list[str] = []
    if not found:
        notes.append("There is no text in this answer to read.")
    refused = Counter(piece.why_not for piece in found if piece.why_not is not None)
    if refused:
        reasons = "; ".join(f"{count} {why}" for why, count in refused.most_common())
        notes.append(f"{sum(refused.values())} of {len(found)} sentences are no evidence ({reasons}).")
    if cut:
        notes.append(f"Only the first {MOST_CHARACTERS:,} characters were read.")
    if (count := invisible_count(text)) > 0:
        notes.append(f"{count} invisible characters were taken out.")
    return notes
