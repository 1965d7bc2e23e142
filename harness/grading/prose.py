"""Examines a prose answer: each key point of the rubric is a check, coverage is the quality."""

from __future__ import annotations

import time

from harness.grading.outcome import Outcome
from harness.grading.result import CheckResult, CostResult
from harness.intake.submission import Answer
from harness.question import Evidence, Measurement, ProseQuestion
from harness.rubric import examine


def examine_prose(question: ProseQuestion, answer: Answer) -> Outcome:
    """Hold the answer against the rubric. Nothing of the candidate's is run, so there is nothing to confine.

    The similarities to the reference answers go into the metrics: they raise no score.
    """
    began = time.monotonic()
    text = answer.text
    outcome = examine(text, question.rubric)
    checks = tuple(
        CheckResult(
            name=point.name,
            status="passed" if shown.status == "found" else "failed",
            weight=point.weight,
            gate=False,
            sentence=point.sentence_en,
            message=shown.message,
        )
        for point, shown in zip(question.rubric.points, outcome.points, strict=True)
    )
    score = question.coverage(
        found=[shown.status == "found" for shown in outcome.points],
        weights=[point.weight for point in question.rubric.points],
    )
    quotes = [{"point": shown.name, "status": shown.status, "quote": shown.evidence} for shown in outcome.points]
    notes = list(outcome.notes)
    if outcome.needs_person:
        notes.append(f"Needs a person: {outcome.reason}")
    return Outcome(
        checks=checks,
        measurement=Measurement(score, dict(question.similarity(text)), (Evidence("key points", quotes),)),
        cost=CostResult(wall_s=time.monotonic() - began, peak_memory_mb=0.0),
        notes=tuple(notes),
    )
