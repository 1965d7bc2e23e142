"""`result.json`, and what of it is for whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from harness.codec import to_plain
from harness.grading.result import Environment, QuestionResult, Result

Audience = Literal["candidate", "interviewer"]

LEFT_OUT = "Left out: under the private profile it could show held-out items."
"""Stands where a candidate would read what an answer said after it had seen private data."""


def result_json(result: Result) -> bytes:
    """The result as JSON to read: indented, fields always in the same order, one line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(to_plain(result)), indent=2) + b"\n"


def for_audience(result: Result, audience: Audience) -> Result:
    """The result as its reader may see it.

    A candidate's holds only public evidence, nothing marked private and no traceback of ours. Under the private
    profile it also holds nothing that an answer put into words once it had run: its log, messages and exceptions may
    quote what it was tested on. What was left out does not come back.
    """
    if audience == "interviewer" or result.audience == "candidate":
        return result
    questions = [_for_candidate(question, question.environment or result.environment) for question in result.questions]
    return msgspec.structs.replace(result, audience="candidate", questions=questions)


def _for_candidate(question: QuestionResult, environment: Environment | None) -> QuestionResult:
    shown = msgspec.structs.replace(
        question,
        checks=[msgspec.structs.replace(check, private="") for check in question.checks],
        evidence=[evidence for evidence in question.evidence if evidence.public],
        faults=[],
    )
    private = environment is not None and environment.profile == "private"
    return _without_words(shown) if private and _ran(question) else shown


def _without_words(question: QuestionResult) -> QuestionResult:
    """The result without what the answer may have chosen. Notes on code are ours alone."""
    cost = question.cost
    if cost is not None:  # what the answer's own process told could be made to say anything
        cost = msgspec.structs.replace(cost, torch_layers=[], gpu_peak_memory_mb=None)
    return msgspec.structs.replace(
        question,
        cost=cost,
        checks=[
            msgspec.structs.replace(check, message=LEFT_OUT if check.message else "", file=None, line=None)
            for check in question.checks
        ],
        log=LEFT_OUT if question.log else "",
    )


def _ran(question: QuestionResult) -> bool:
    """Did code run? Prose costs no session; a void result has no cost."""
    return question.cost is None or question.cost.sessions > 0
