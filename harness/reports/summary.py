"""The short Markdown of a pull request: one row a submission, and what each lost."""

from __future__ import annotations

from collections.abc import Sequence

from harness.grading.result import QuestionResult, Result
from harness.reports import wording
from harness.reports.escape import code_cell, code_span, one_line, prose
from harness.reports.intervals import mean_interval, scored
from harness.reports.markdown import warnings as warnings_of

_MOST_LOST = 5
_LONGEST = 60_000
"""Characters, so that the summary fits a pull-request comment (65,536 on GitHub)."""


def summary_md(results: Sequence[Result], *, removed: Sequence[str] = (), warnings: Sequence[str] = ()) -> str:
    """A summary of what a pull request changed.

    `removed` are submissions that it deletes; `warnings` are sentences about what else it touches.
    """
    parts = ["## Grading", ""]
    for warning in warnings:
        parts += [f"> **Look at this:** {prose(warning, 400)}", ""]
    if results:
        parts += ["| Submission | Score | 95 % interval | Questions | Checks passed |", "|:--|--:|:--|:--|--:|"]
        parts += [_row(result) for result in results]
    else:
        parts += ["No submission to grade was changed."]
    if removed:
        parts += ["", "Removed, not graded: " + ", ".join(code_span(name, 80) for name in removed) + "."]
    length = sum(len(part) + 1 for part in parts)
    for index, result in enumerate(results):
        details = _details(result, many=len(results) > 1)
        length += sum(len(part) + 1 for part in details)
        if length > _LONGEST:
            parts += ["", f"For details of {len(results) - index} more, see their reports."]
            break
        parts += details
    return "\n".join(parts).strip("\n") + "\n"


def _row(result: Result) -> str:
    checks = [check for question in result.questions for check in question.checks]
    cells = [
        code_cell(result.submission.name),
        wording.points(result.score),
        wording.interval(mean_interval(scored(result.questions))) or wording.NONE,
        wording.counts(result),
        wording.checks(checks),
    ]
    return f"| {' | '.join(cells)} |"


def _details(result: Result, *, many: bool) -> list[str]:
    lost = [
        (question, check)
        for question in result.questions
        for check in wording.failed_first(question.checks)
        if check.status in ("failed", "error")
    ]
    found = ["", *warnings_of(result)]
    if many:
        found += [f"### {code_span(result.submission.name, 80)}", ""]
    rows = [_question_row(question) for question in result.questions if _says_something(question)]
    if rows:
        found += [
            "| # | Question | Score | Quality | Baseline … reference | Checks |",
            "|--:|:--|--:|:--|:--|--:|",
            *rows,
        ]
    problems = [*result.problems, *(problem for question in result.questions for problem in question.problems)]
    if lost or problems:
        found.append("")
    found += [f"- {prose(problem, 300)}" for problem in problems[:_MOST_LOST]]
    for question, check in lost[:_MOST_LOST]:
        text = one_line(check.message or check.sentence, 200)
        found.append(f"- {question.id}, {prose(check.name)}: {code_span(text)}")
    more = max(0, len(lost) - _MOST_LOST) + max(0, len(problems) - _MOST_LOST)
    return found + [f"- and {more} more in the report"] * (more > 0)


def _question_row(question: QuestionResult) -> str:
    state = wording.state(question)
    cells = [
        str(question.id),
        prose(question.title, 60) + (f" ({state})" if state else ""),
        wording.points(question.score),
        prose(wording.quality(question.quality)),
        wording.scale(question.quality),
        wording.checks(question.checks),
    ]
    return f"| {' | '.join(cells)} |"


def _says_something(question: QuestionResult) -> bool:
    return question.status != "not_answered" or bool(question.problems)
