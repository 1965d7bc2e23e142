"""The example submission through the real command: what a user sees and what programs read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import EXAMPLE, ROOT, Harness, Outcome, question_in, result_in
from junitparser import JUnitXml

pytestmark = pytest.mark.slow

ANSWERED = (1, 7, 8, 17, 20)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Harness, Outcome]:
    harness = Harness(tmp_path_factory.mktemp("example"))
    return harness, harness("grade", EXAMPLE, "--out", "out")


@pytest.fixture(scope="module")
def out(graded: tuple[Harness, Outcome]) -> Path:
    return graded[0].folder / "out"


def test_it_ends_with_a_table_and_the_reports_path(graded: tuple[Harness, Outcome]) -> None:
    _, outcome = graded
    assert outcome.code == 0, outcome.said
    for title in ("WaveNet", "A bag-of-words classifier"):
        assert title in outcome.out
    assert outcome.out.rstrip().endswith("out/report.md")
    assert "Traceback" not in outcome.said


def test_every_answer_is_graded_in_the_middle_of_the_scale(out: Path) -> None:
    for number in ANSWERED:
        question = question_in(out, number)
        assert question["status"] == "graded"
        assert 50 <= question["score"] <= 100, (number, question["score"])
    assert not any(question["cached"] for question in result_in(out)["questions"])


def test_the_result_keeps_to_its_published_schema(out: Path) -> None:
    schema = json.loads((ROOT / "docs" / "result.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(result_in(out), schema)


@pytest.mark.parametrize("number", [7, 8, 17, 20])
def test_numbers_come_with_what_they_depend_on(out: Path, number: int) -> None:
    question = question_in(out, number)
    quality: dict[str, Any] = question["quality"]
    low, high = quality["ci95"]
    assert low <= quality["value"] <= high
    assert quality["signature"]
    assert quality["baseline"] != quality["reference"]
    cost = question["cost"]
    assert cost["wall_s"] > 0
    assert cost["wall_ratio"] > 0
    assert cost["memory_ratio"] > 0
    environment = question["environment"]
    assert environment["threads"] == 1
    assert environment["versions"]["torch"]
    assert environment["sandbox_layers"]["seccomp"].startswith("yes")


def test_the_candidates_files_hold_nothing_private(out: Path) -> None:
    result = result_in(out)
    for question in result["questions"]:
        assert all(not check["private"] for check in question["checks"])
        assert all(evidence["public"] for evidence in question["evidence"])


def test_junit_has_a_case_for_each_check(out: Path) -> None:
    suites = list(JUnitXml.fromfile(str(out / "junit.xml")))
    result = result_in(out)
    assert len(suites) == len(result["questions"])
    answered = [question for question in result["questions"] if question["checks"]]
    assert sum(len(list(suite)) for suite in suites) >= sum(len(question["checks"]) for question in answered)


def test_a_second_run_grades_nothing_again(graded: tuple[Harness, Outcome], out: Path) -> None:
    harness, _ = graded
    again = harness("grade", EXAMPLE, "--out", "again", "--audience", "interviewer")
    assert again.code == 0, again.said
    first, second = result_in(out), result_in(harness.folder / "again")
    assert second["score"] == first["score"]
    assert all(question["cached"] for question in second["questions"] if question["id"] in ANSWERED)
    assert any(evidence for question in second["questions"] for evidence in question["evidence"])
    assert all(question["tries"] == 1 for question in second["questions"] if question["id"] in ANSWERED)


def test_the_leaderboard_shows_it(graded: tuple[Harness, Outcome], out: Path) -> None:
    harness, _ = graded
    board = harness("leaderboard", "--out", "board")
    assert board.code == 0, board.said
    page = (harness.folder / "board" / "index.html").read_text(encoding="utf-8")
    assert "example" in page
    assert f"{result_in(out)['score']:.1f}" in page
