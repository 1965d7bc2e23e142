"""Examines a prose answer: each key point of the rubric is a check, coverage is the quality."""

from __future__ import annotations

import time

from harness import __version__
from harness.grading.outcome import Outcome
from harness.grading.result import CheckResult, CostResult
from harness.intake.submission import Answer
from harness.question import Evidence, KeyPoint, Measurement, ProseQuestion, Score
from harness.rubric import NAMED, PointOutcome, RubricOutcome, as_shown, examine

COVERAGE = "coverage"
"""The quality of a prose answer: the share (0..1) of the rubric's weight that it shows.

A point passes its check or does not; coverage is finer, and gives a fifth for a point that is no more than named among
key words. So a list of key words has 8 points of 100 at most, an answer off the topic none, and where every point is
said or is not, both parts of the score say the same.
"""


def examine_prose(question: ProseQuestion, answer: Answer) -> Outcome:
    """Hold the answer against the rubric. Nothing of the candidate's is run, so there is nothing to confine.

    The similarities to the reference answers go into the metrics: they raise no score. The first of them may call for
    a person to look.
    """
    began = time.monotonic()
    text = answer.text
    similarity = dict(question.similarity(as_shown(text)))
    outcome = examine(text, question.rubric, similarity=next(iter(similarity.values()), None))
    notes = [*outcome.notes, *([f"Needs a person: {outcome.reason}"] if outcome.needs_person else [])]
    points = zip(question.rubric.points, outcome.points, strict=True)
    return Outcome(
        checks=tuple(_check(point, shown, answer) for point, shown in points),
        measurement=Measurement(_coverage(outcome), similarity, (_evidence(outcome),)),
        cost=CostResult(wall_s=time.monotonic() - began, peak_memory_mb=0.0),
        notes=tuple(notes),
    )


def _check(point: KeyPoint, shown: PointOutcome, answer: Answer) -> CheckResult:
    """What the rubric says is the answer key: the candidate is told the point's name only."""
    file, line = _place(answer, shown.line)
    return CheckResult(
        name=point.name,
        status="passed" if shown.status == "found" else "failed",
        weight=point.weight,
        gate=False,
        sentence=f"A sentence of the answer makes the key point `{point.name}`.",
        message=shown.message,
        file=file,
        line=line,
        private=f"{point.sentence_en} {point.sentence_zh}",
    )


def _coverage(outcome: RubricOutcome) -> Score:
    return Score(
        metric=COVERAGE,
        value=outcome.coverage,
        higher_is_better=True,
        ci95=None,
        items=len(outcome.points),
        signature=f"{COVERAGE}|lib:harness-{__version__}|named:{NAMED}|ci:none, key points are no sample",
    )


def _evidence(outcome: RubricOutcome) -> Evidence:
    rows = [
        {"point": shown.name, "status": shown.status, "credit": shown.credit, "quote": shown.evidence}
        for shown in outcome.points
    ]
    return Evidence("key points", rows)


def _place(answer: Answer, line: int | None) -> tuple[str | None, int | None]:
    """The file that a line of `Answer.text` stands in, and its number there."""
    if line is None:
        return None, None
    for name, content in answer.files.items():
        lines = content.count(b"\n") + 1
        if line <= lines:
            return name, line
        line -= lines + 1  # an empty line between two files
    return None, None
