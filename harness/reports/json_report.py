"""`result.json`, and what of it is for whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from harness.codec import to_plain
from harness.grading.result import CheckResult, QuestionResult, Result

Audience = Literal["candidate", "interviewer"]

LOG_LEFT_OUT = "The log is left out: under the private profile it could show held-out items.\n"


def result_json(result: Result) -> bytes:
    """The result as JSON to read: indented, fields always in the same order, one line feed at its end."""
    return msgspec.json.format(msgspec.json.encode(to_plain(result)), indent=2) + b"\n"


def for_audience(result: Result, audience: Audience) -> Result:
    """The result as its reader may see it.

    A candidate's holds only public evidence, nothing marked private, no tracebacks of ours, and no log where data
    is private: what an answer prints may be what it was tested on. What was left out does not come back.
    """
    if audience == "interviewer" or result.audience == "candidate":
        return result
    private_data = result.environment is not None and result.environment.profile == "private"
    return msgspec.structs.replace(
        result,
        audience="candidate",
        questions=[_for_candidate(question, private_data) for question in result.questions],
    )


def _for_candidate(question: QuestionResult, private_data: bool) -> QuestionResult:
    notes = question.notes
    if question.status == "void":
        notes = [note for note in notes if "\n" not in note.strip()]  # a traceback shows what our code was given
    environment = question.environment
    private_data = private_data or (environment is not None and environment.profile == "private")
    return msgspec.structs.replace(
        question,
        checks=[_without_private(check) for check in question.checks],
        evidence=[evidence for evidence in question.evidence if evidence.public],
        notes=notes,
        faults=[],
        log=LOG_LEFT_OUT if private_data and question.log else question.log,
    )


def _without_private(check: CheckResult) -> CheckResult:
    return msgspec.structs.replace(check, private="")
