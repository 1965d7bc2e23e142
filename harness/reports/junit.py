"""`junit.xml`: one suite a question, one case a check, for whatever shows test results."""

from __future__ import annotations

from typing import cast

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from harness.grading.result import CheckResult, QuestionResult, Result
from harness.reports import wording
from harness.reports.escape import lines, one_line

_MOST_LINES = 200
_LONGEST_LINE = 2000
_LONGEST_MESSAGE = 1000


def junit_xml(result: Result) -> bytes:
    """The result as JUnit XML. A void check or question is an error of type `infrastructure`."""
    document = JUnitXml(one_line(result.submission.name))
    for question in result.questions:
        document.add_testsuite(_suite(result, question))
    document.update_statistics()  # type: ignore[no-untyped-call]
    document.time = round(result.wall_s, 3)
    return cast(bytes, document.tostring())  # type: ignore[no-untyped-call]


def _suite(result: Result, question: QuestionResult) -> TestSuite:
    suite = TestSuite(one_line(f"{question.id}. {question.title}"))
    suite.timestamp = one_line(result.created)
    for name, value in _properties(result, question).items():
        suite.add_property(name, one_line(value))
    cases = [_check(question, check) for check in question.checks]
    whole = _whole(question)
    if whole is not None:
        cases.append(whole)
    if question.log and cases:
        cases[0].system_out = _block("\n".join(question.log.splitlines()[-_MOST_LINES:]))  # a suite has no place for it
    suite.add_testcases(cases)
    if question.cost is not None:
        suite.time = round(question.cost.wall_s, 3)
    return suite


def _properties(result: Result, question: QuestionResult) -> dict[str, str]:
    found = {
        "submission": result.submission.name,
        "status": question.status,
        "score": wording.points(question.score),
        "correctness": wording.points(question.correctness),
        "quality": wording.quality(question.quality),
        "scale": wording.scale(question.quality),
        "cached": str(question.cached).lower(),
        "tries": str(question.tries),
    }
    environment = question.environment or result.environment
    if environment is not None:
        found |= {"device": environment.device, "seed": str(environment.seed), "profile": environment.profile}
        found["unsafe"] = str(environment.unsafe).lower()
        found["degraded"] = " ".join(environment.degraded)
    return found


def _check(question: QuestionResult, check: CheckResult) -> TestCase:
    case = TestCase(one_line(check.name), classname=_class_name(question))
    place = "" if check.file is None else check.file + (f":{check.line}: " if check.line else ": ")
    message = one_line(place + (check.message or check.sentence), _LONGEST_MESSAGE)
    detail = _block("\n".join(part for part in (check.sentence, place + check.message, check.private) if part))
    if check.status == "failed":
        case.result = [_told(Failure(message, "failed"), detail)]
    elif check.status == "error":
        case.result = [_told(Error(message, "error"), detail)]
    elif check.status == "void":
        case.result = [_told(Error(message, "infrastructure"), detail)]
    elif check.status == "skipped":
        case.result = [Skipped(message)]
    return case


def _whole(question: QuestionResult) -> TestCase | None:
    """A case for the question as such, where it has no checks to tell its state."""
    case = TestCase("answered", classname=_class_name(question))
    if question.status == "void":
        case.name = "graded"
        text = _block("\n".join([*question.notes, *question.faults]))
        case.result = [_told(Error("void: the grader failed, not the answer", "infrastructure"), text)]
        return case
    if question.status == "not_answered":
        problems = one_line(" ".join(question.problems), _LONGEST_MESSAGE)
        case.result = [Failure(problems, "unreadable") if problems else Skipped("not answered")]
        return case
    return None


def _class_name(question: QuestionResult) -> str:
    return f"q{question.id:02d}.{one_line(question.slug)}"


def _told(outcome: Failure | Error, detail: str) -> Failure | Error:
    outcome.text = detail
    return outcome


def _block(text: str) -> str:
    """Several lines. Whatever XML cannot hold, not even escaped, is not printable either, and shows as an escape."""
    return "\n".join(lines(text, most=_MOST_LINES, longest=_LONGEST_LINE))
