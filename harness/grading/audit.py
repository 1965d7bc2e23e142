"""Holds the bank to its own rules: the graders are graded by answers whose outcome is known."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from harness.bank import BankEntry
from harness.bank_answers import BankAnswer, Role, bank_answers
from harness.executors.local import LocalPool
from harness.faults import InfrastructureFault
from harness.grading.anchors import Anchors
from harness.grading.examiner import Examiner, RunOptions
from harness.grading.outcome import Outcome
from harness.grading.result import CheckResult
from harness.grading.scoring import score_question
from harness.question import ProseQuestion
from harness.store import Store

REFERENCE_AT_LEAST = 95.0
ALTERNATIVE_AT_LEAST = 90.0
BASELINE_AT_MOST = 20.0
MUTANTS_AT_LEAST = 4
ALTERNATIVES_AT_LEAST = 1
APART = 5.0
"""So many points at least lie between what a weak, a middling and a strong candidate hand in (the alternatives)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One of the bank's own answers held to its rule. `broken` says in a sentence which rule it breaks."""

    question: int
    role: Role
    name: str
    score: float | None
    caught_by: tuple[str, ...]
    seconds: float
    broken: str | None
    checks: tuple[CheckResult, ...] = ()


def audit(
    entries: Sequence[BankEntry], options: RunOptions, store: Store, *, jobs: int, fast: bool
) -> Iterator[AuditRow]:
    """Examine every answer of the bank through the real path; rows come as they are done.

    The `fast` form leaves quality out: references and alternatives must pass every check, a mutant sits only
    the checks that must catch it, the baseline and the candidates are left to the whole form.
    """
    todo = [(entry, answer) for entry in entries for answer in bank_answers(entry)]
    if fast:
        todo = [(entry, answer) for entry, answer in todo if answer.role not in ("baseline", "candidate")]
    with Examiner(options, entries) as examiner:
        anchors = Anchors(examiner, store)
        pool = LocalPool(jobs)
        rows = []
        for row in pool.run(lambda task: _row(examiner, anchors, *task, fast=fast), todo):
            rows.append(row)
            yield row
    for entry in entries:
        yield from _counts(entry)
        yield from out_of_order([row for row in rows if row.question == entry.number])


def _row(examiner: Examiner, anchors: Anchors, entry: BankEntry, own: BankAnswer, *, fast: bool) -> AuditRow:
    began = time.monotonic()
    score: float | None = None
    broken: str | None
    outcome = Outcome.of_fault("not examined")
    try:
        prose = isinstance(entry.question, ProseQuestion)
        only = own.caught_by if fast and own.role == "mutant" else None
        outcome = examiner.examine(entry, own.answer, only=only, measure=prose or not fast)
        if not outcome.void and (prose or not fast):
            score = _score(entry, anchors, outcome)
        broken = _broken_rule(own, outcome, score)
    except InfrastructureFault as fault:
        broken = f"could not be examined: {fault}"
    caught = tuple(check.name for check in outcome.checks if check.status in ("failed", "error"))
    return AuditRow(
        question=entry.number,
        role=own.role,
        name=own.name,
        score=score,
        caught_by=caught,
        seconds=time.monotonic() - began,
        broken=broken,
        checks=outcome.checks,
    )


def _score(entry: BankEntry, anchors: Anchors, outcome: Outcome) -> float:
    low, high = anchors.scale(entry)
    quality = outcome.measurement.score if outcome.measurement is not None else None
    capped = not isinstance(entry.question, ProseQuestion)
    return score_question(outcome.checks, quality, baseline=low, reference=high, capped=capped).score


def _broken_rule(own: BankAnswer, outcome: Outcome, score: float | None) -> str | None:
    if outcome.void:
        return f"void: {outcome.faults[0].strip().splitlines()[-1]}"
    lost = [check for check in outcome.checks if check.status != "passed"]
    if own.role == "mutant":
        if not own.caught_by:
            return "names no check that must catch it"
        caught = {check.name for check in outcome.checks if check.status in ("failed", "error")}
        missed = [name for name in own.caught_by if name not in caught]
        return f"not caught by {', '.join(missed)}" if missed else None
    if score is None:
        return f"does not pass {lost[0].name}: {lost[0].message}" if lost else None
    if own.role == "baseline":
        return f"scores {score:.1f}, more than {BASELINE_AT_MOST:g}" if score > BASELINE_AT_MOST else None
    # Candidates are held against one another, when all are examined.
    limit = {"reference": REFERENCE_AT_LEAST, "alternative": ALTERNATIVE_AT_LEAST, "candidate": 0.0}[own.role]
    why = f" ({lost[0].name}: {lost[0].message})" if lost else ""
    return f"scores {score:.1f}, less than {limit:g}{why}" if score < limit else None


def _counts(entry: BankEntry) -> Iterator[AuditRow]:
    """Rows for a folder that does not hold what every question must."""
    answers = list(bank_answers(entry))
    mutants = {answer.name for answer in answers if answer.role == "mutant"}
    named = set(entry.question.mutants)
    alternatives = sum(answer.role == "alternative" for answer in answers)
    complaints = []
    if len(mutants) < MUTANTS_AT_LEAST:
        complaints.append(f"has {len(mutants)} mutants, fewer than {MUTANTS_AT_LEAST}")
    if alternatives < ALTERNATIVES_AT_LEAST:
        complaints.append("has no alternative")
    if mutants != named:
        complaints.append(f"names other mutants than its folder holds: {', '.join(sorted(mutants ^ named))}")
    for complaint in complaints:
        yield _complaint(entry.number, "the folder", complaint)


def out_of_order(rows: Sequence[AuditRow]) -> Iterator[AuditRow]:
    """Rows for answers of weak, middling and strong candidates that do not come out in that order, or too close."""
    scores = {row.name: row.score for row in rows if row.role == "candidate" and row.score is not None}
    strong = [row.score for row in rows if row.role == "alternative" and row.score is not None]
    if strong:
        scores["strong"] = min(strong)
    steps = [name for name in ("weak", "middling", "strong") if name in scores]
    for lower, higher in pairwise(steps):
        if scores[higher] - scores[lower] < APART:
            found = f"{lower} has {scores[lower]:.1f}, {higher} {scores[higher]:.1f}"
            yield _complaint(rows[0].question, "the order", f"{found}: less than {APART:g} apart")


def _complaint(question: int, name: str, broken: str) -> AuditRow:
    return AuditRow(
        question=question, role="reference", name=name, score=None, caught_by=(), seconds=0.0, broken=broken
    )
