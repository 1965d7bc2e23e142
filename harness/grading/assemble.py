"""Makes a question's result of what its examination came to."""

from __future__ import annotations

import msgspec

from harness.bank import BankEntry
from harness.grading.outcome import Outcome
from harness.grading.result import (
    CheckResult,
    CostResult,
    Environment,
    EvidenceResult,
    QualityResult,
    QuestionResult,
)
from harness.grading.scoring import score_question
from harness.intake.submission import Answer
from harness.question import CodeQuestion, ProseQuestion, Question, Score


def graded(
    entry: BankEntry, answer: Answer, outcome: Outcome, environment: Environment, *, baseline: float, reference: float
) -> QuestionResult:
    """The result of an examination that was held; `void` where a part of it failed through our fault.

    Places in it are those in the answer's own files: `placed` turns them into places in what was handed in.
    """
    checks = list(outcome.checks)
    void = QuestionResult(
        id=entry.number,
        slug=entry.slug,
        title=entry.title(),
        status="void",
        score=None,
        checks=checks,
        environment=environment,
        notes=list(outcome.notes),
        log=outcome.log,
        answer_hash=answer.content_hash(),
    )
    if outcome.void:
        sentence = "Nothing is counted: the grader itself failed here. Run it again, and report it if it stays."
        return msgspec.structs.replace(void, notes=[*void.notes, sentence], faults=list(outcome.faults))
    measurement = outcome.measurement
    quality = measurement.score if measurement is not None else None
    scored = score_question(
        checks,
        quality,
        baseline=baseline,
        reference=reference,
        capped=not isinstance(entry.question, ProseQuestion),
    )
    return msgspec.structs.replace(
        void,
        status="graded",
        score=round(scored.score, 4),
        correctness=round(scored.correctness, 4),
        quality=_quality(entry.question, quality, baseline=baseline, reference=reference, share=scored.share),
        metrics=dict(measurement.metrics) if measurement is not None else {},
        evidence=[
            EvidenceResult(title=evidence.title, data=evidence.data, public=evidence.public)
            for evidence in (measurement.evidence if measurement is not None else ())
        ],
        cost=outcome.cost,
        notes=[*outcome.notes, *scored.notes],
    )


def not_answered(entry: BankEntry, problems: list[str]) -> QuestionResult:
    """The result of a question that was asked and not answered, or whose answer could not be read."""
    return QuestionResult(
        id=entry.number, slug=entry.slug, title=entry.title(), status="not_answered", score=0.0, problems=problems
    )


def with_cost_ratio(result: QuestionResult, reference: CostResult) -> QuestionResult:
    """The result with its cost as a ratio to the reference's on the same machine."""
    cost = result.cost
    if cost is None or cost.wall_s == 0.0:
        return result
    return msgspec.structs.replace(
        result,
        cost=msgspec.structs.replace(
            cost,
            wall_ratio=cost.wall_s / reference.wall_s if reference.wall_s else None,
            memory_ratio=cost.peak_memory_mb / reference.peak_memory_mb if reference.peak_memory_mb else None,
        ),
    )


def placed(result: QuestionResult, answer: Answer) -> QuestionResult:
    """The result with the places of its checks in the file that the candidate handed in.

    A kept result has none of them: the same answer may stand elsewhere in another submission, or in this one now.
    """
    return msgspec.structs.replace(result, checks=[_placed(check, answer) for check in result.checks])


def _placed(check: CheckResult, answer: Answer) -> CheckResult:
    file, line = answer.place(check.file, check.line)
    return msgspec.structs.replace(check, file=file, line=line)


def _quality(
    question: Question, score: Score | None, *, baseline: float, reference: float, share: float
) -> QualityResult:
    if score is not None:
        return QualityResult(
            metric=score.metric,
            value=score.value,
            baseline=baseline,
            reference=reference,
            higher_is_better=score.higher_is_better,
            ci95=score.ci95,
            share=share,
            items=score.items,
            signature=score.signature,
        )
    assert isinstance(question, CodeQuestion), "a rubric always comes to a coverage"
    return QualityResult(
        metric=question.quality.metric,
        value=None,
        baseline=baseline,
        reference=reference,
        higher_is_better=question.quality.higher_is_better,
        ci95=None,
        share=share,
        items=0,
        signature="",
    )
