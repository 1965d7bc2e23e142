"""What becomes of answers of every kind: the statuses of checks, whose fault it is, and what the candidate is told."""

from __future__ import annotations

import pytest
from grading_helpers import RIGHT, answer_of, solution

from harness.bank import BankEntry
from harness.grading.examiner import Examiner, RunOptions
from harness.grading.outcome import Outcome
from harness.intake.submission import Answer

NAMES = ["loads", "fit", "quality", "doubles", "negative", "small"]


def statuses(outcome: Outcome) -> dict[str, str]:
    return {check.name: check.status for check in outcome.checks}


def told(outcome: Outcome, name: str) -> tuple[str, str | None, int | None]:
    (check,) = (check for check in outcome.checks if check.name == name)
    return check.message, check.file, check.line


def test_a_right_answer_passes_everything(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, answer_of(RIGHT))
    assert statuses(outcome) == dict.fromkeys(NAMES, "passed")
    assert outcome.measurement is not None
    assert outcome.measurement.score.value == 1.0
    assert outcome.cost.sessions == 1
    assert outcome.cost.wall_s > 0
    assert outcome.cost.peak_memory_mb > 1
    assert not outcome.void


def test_a_wrong_answer_fails_and_what_depends_on_it_is_skipped(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, solution("return [3 * number for number in numbers]"))
    assert statuses(outcome) == dict.fromkeys(NAMES, "passed") | {
        "doubles": "failed",
        "negative": "skipped",
        "small": "failed",
    }
    (doubles,) = (check for check in outcome.checks if check.name == "doubles")
    assert doubles.message == "double([1, 2, 3]) is [3, 6, 9], and [2, 4, 6] was expected."
    assert "977" in doubles.private
    assert "977" not in doubles.message


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return [2.5 for number in numbers]", "double()[0]: expected int, got float"),
        ("return [2]", "double(): expected 100 items, got 1"),
        ("return {1: 2}", "int"),
        ("return None", "double(): expected list, got None"),
        ("raise ValueError('no')", "ValueError: no"),
        ("import sys; sys.exit(0)", "exit"),
        ("return (number * 2 for number in numbers)", "generator"),
        ("return [float('nan')] * len(numbers)", "double()[0]: expected int, got float"),
    ],
)
def test_a_fault_of_the_candidates_is_an_error_with_its_reason(
    examiner: Examiner, toy: BankEntry, body: str, message: str
) -> None:
    outcome = examiner.examine(toy, solution(body))
    assert statuses(outcome)["quality"] == "error"
    assert message in told(outcome, "quality")[0]
    assert outcome.measurement is None
    assert not outcome.void


def test_errors_have_their_place(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, solution("return [1 / 0 for number in numbers]"))
    line = RIGHT.splitlines().index("        return [2 * number for number in numbers]") + 1
    assert told(outcome, "doubles") == ("double: raised ZeroDivisionError: division by zero", "q42.py", line)


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("def broken(:\n    pass\n", "SyntaxError", 1),
        ("import nowhere_to_be_found\n", "ModuleNotFoundError", 1),
        ("x = 1\ny = x / 0\n", "ZeroDivisionError", 2),
        ("print('a script')\n", "there is no class Solution with the methods fit, double", None),
        ("class Solution:\n    pass\n", "Solution's constructor must take (*, seed, device)", None),
        (RIGHT.replace("def double", "def triple"), "Solution has no method double(numbers)", 4),
        (RIGHT.replace("def double(self, numbers)", "def double(self)"), "double must take (numbers)", 11),
    ],
)
def test_an_answer_that_breaks_the_contract_is_told_where(
    examiner: Examiner, toy: BankEntry, source: str, message: str, line: int | None
) -> None:
    outcome = examiner.examine(toy, answer_of(source))
    assert statuses(outcome)["loads"] == "error"
    text, file, at = told(outcome, "loads")
    assert message in text
    if line is not None:
        assert (file, at) == ("q42.py", line)
    assert not outcome.void


def test_a_script_without_the_class_is_run_and_its_output_kept(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, answer_of("print('epoch 1, loss 2.0')\n"))
    assert "epoch 1, loss 2.0" in outcome.log
    assert statuses(outcome) == {"loads": "error"} | dict.fromkeys(NAMES[1:], "skipped")


def test_a_time_limit_is_named_and_the_session_is_made_anew(examiner: Examiner, toy: BankEntry) -> None:
    body = "import time\n        if numbers == [-4]: time.sleep(60)\n        return [2 * number for number in numbers]"
    outcome = examiner.examine(toy, solution(body))
    assert statuses(outcome)["negative"] == "error"
    assert "over the 3 s limit" in told(outcome, "negative")[0]
    assert statuses(outcome)["small"] == "passed"
    assert outcome.cost.sessions == 2


def test_an_answer_that_always_dies_is_not_rebuilt_for_ever(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, solution("import os; os._exit(1)"))
    assert statuses(outcome)["quality"] == "error"
    assert outcome.cost.sessions <= 3


def test_a_bug_of_a_check_is_void_not_the_candidates(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, solution("return [2 * number + (number == 333) for number in numbers]"))
    assert statuses(outcome)["small"] == "void"
    assert outcome.void
    assert "a bug of this check" in outcome.faults[0]


def test_data_that_cannot_be_made_is_void(toy: BankEntry) -> None:
    with Examiner(RunOptions(seed=13), [toy]) as examiner:
        outcome = examiner.examine(toy, answer_of(RIGHT))
    assert outcome.void
    assert "the data of seed 13 is lost" in outcome.faults[0]


def test_only_the_checks_asked_for_and_what_they_need(examiner: Examiner, toy: BankEntry) -> None:
    outcome = examiner.examine(toy, answer_of(RIGHT), only=("negative",), measure=False)
    assert list(statuses(outcome)) == ["loads", "fit", "doubles", "negative"]


def test_a_package_is_an_answer(examiner: Examiner, toy: BankEntry) -> None:
    files = {
        "q42/__init__.py": b"from .work import Solution\n",
        "q42/work.py": RIGHT.replace("[2 * ", "[0 / 0 + 2 * ").encode(),
    }
    outcome = examiner.examine(toy, Answer(42, "code", files, origin="q42/"))
    assert told(outcome, "doubles")[1] == "q42/work.py"
