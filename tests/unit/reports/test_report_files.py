"""The three files: what the schema promises, what each audience may read, and how they come into a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from report_samples import HOSTILE, environment, result

from harness.codec import decode_result
from harness.faults import UserError
from harness.grading.result import CostResult, QuestionResult, Result
from harness.reports import for_audience, write_reports
from harness.reports.json_report import LEFT_OUT, Audience, result_json
from harness.reports.schema import result_schema, schema_text

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "result.schema.json"
AUDIENCES: tuple[Audience, ...] = ("candidate", "interviewer")
SECRET = "SECRET-OF-THE-PRIVATE-DATA"


def written(folder: Path, audience: Audience, of: Result | None = None) -> dict[str, str]:
    paths = write_reports(of or result(), folder, audience=audience)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def with_profile(profile: str) -> Result:
    """A result whose answer said a secret in every way that is open to it."""
    ran = msgspec.structs.replace(environment(), profile=profile)
    questions = []
    for question in result().questions:
        checks = [
            msgspec.structs.replace(check, message=SECRET, file=SECRET if check.file else None)
            for check in question.checks
        ]
        questions.append(msgspec.structs.replace(question, checks=checks, log=SECRET, environment=ran))
    return msgspec.structs.replace(result(), environment=ran, questions=questions)


def test_the_published_schema_is_the_one_in_force() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "docs/result.schema.json is out of date: python -m harness.reports.schema > docs/result.schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(result_schema())


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_result_keeps_to_the_published_schema(tmp_path: Path, audience: Audience) -> None:
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    plain = json.loads(written(tmp_path, audience)["result.json"], parse_constant=pytest.fail)
    jsonschema.Draft202012Validator(schema).validate(plain)
    assert decode_result(json.dumps(plain)).audience == audience


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("score",), "high"),
        (("questions", 0, "status"), "passed"),
        (("questions", 0, "checks", 0, "status"), "ok"),
        (("questions", 0, "quality", "ci95"), [0.1]),
        (("environment", "threads"), "one"),
    ],
)
def test_the_schema_refuses_what_is_no_result(path: tuple[str | int, ...], value: object) -> None:
    plain: Any = json.loads(result_json(result()))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(result_schema()).validate(plain)


def test_the_fields_that_others_rely_on() -> None:
    plain = json.loads(result_json(result()))
    assert {"schema_version", "submission", "score", "questions", "environment", "complete", "audience"} <= set(plain)
    assert plain["submission"] == {"name": result().submission.name, "source": result().submission.source}
    question = next(question for question in plain["questions"] if question["id"] == 7)
    assert (question["slug"], question["status"], question["cached"]) == ("language_model", "graded", False)
    assert (question["score"], question["correctness"]) == (93.0, 58.0)
    assert (
        question["quality"]
        | {
            "metric": "perplexity",
            "value": 22.5,
            "baseline": 40.0,
            "reference": 20.0,
            "higher_is_better": False,
            "ci95": [21.0, 24.0],
        }
        == question["quality"]
    )
    assert question["metrics"] == {"accuracy": 0.31, "bits per token": 4.4923}
    assert (
        question["cost"]
        | {
            "wall_s": 12.5,
            "peak_memory_mb": 512.0,
            "wall_ratio": 1.83,
            "memory_ratio": 1.02,
        }
        == question["cost"]
    )
    assert {"versions", "device", "threads", "seed", "sandbox_layers", "git_revision"} <= set(question["environment"])
    for check in question["checks"]:
        assert {"name", "status", "weight", "gate", "message"} <= set(check)
    statuses = {check["status"] for question in plain["questions"] for check in question["checks"]}
    assert statuses == {"passed", "failed", "error", "skipped", "void"}
    assert {question["status"] for question in plain["questions"]} == {"graded", "not_answered", "void"}


def test_the_file_is_the_same_each_time() -> None:
    assert result_json(result()) == result_json(decode_result(result_json(result())))


def test_the_interviewer_reads_everything(tmp_path: Path) -> None:
    files = written(tmp_path, "interviewer")
    assert {name: text.count("HELD-OUT") > 0 for name, text in files.items()} == {
        "result.json": True,
        "report.md": True,
        "junit.xml": True,
    }
    assert all("HELD-OUT ITEM: the fish" in text for text in files.values())  # our own traceback


def test_a_candidate_reads_nothing_held_out(tmp_path: Path) -> None:
    files = written(tmp_path, "candidate")
    assert list(files) == ["result.json", "report.md", "junit.xml"]
    for text in files.values():
        assert "HELD-OUT" not in text and "Held-out" not in text and "Traceback" not in text
        assert "The answer keeps to rows" in text
    assert "Loss curve" in files["report.md"]
    assert "epoch 2: loss 2.5" in files["report.md"]


def test_what_was_left_out_does_not_come_back() -> None:
    once = for_audience(result(), "candidate")
    assert for_audience(once, "interviewer") is once
    assert for_audience(once, "candidate") is once


def test_private_data_do_not_come_back_in_the_words_of_an_answer(tmp_path: Path) -> None:
    prose = CostResult(wall_s=0.1, peak_memory_mb=0.0)
    asked = with_profile("private")
    code = [question for question in asked.questions if question.cost is None or question.cost.sessions > 0]
    files = written(tmp_path, "candidate", msgspec.structs.replace(asked, questions=code))
    assert len(code) > 3
    for text in files.values():
        assert SECRET not in text
        assert LEFT_OUT in text
    no_code = [msgspec.structs.replace(question, cost=prose) for question in asked.questions]
    files = written(tmp_path, "candidate", msgspec.structs.replace(asked, questions=no_code))
    assert all(SECRET in text for text in files.values())  # prose runs nothing: it has seen nothing


@pytest.mark.parametrize(
    ("profile", "audience", "shown"),
    [("private", "candidate", False), ("private", "interviewer", True), ("embedded", "candidate", True)],
)
def test_private_data_do_not_come_back_as_names_of_layers(
    tmp_path: Path, profile: str, audience: Audience, shown: bool
) -> None:
    told = CostResult(
        wall_s=1.0, peak_memory_mb=9.0, sessions=1, torch_layers=["HeldOutRow"], gpu_peak_memory_mb=8641.25
    )
    asked = with_profile(profile)
    questions = [msgspec.structs.replace(question, cost=told) for question in asked.questions]
    files = written(tmp_path, audience, msgspec.structs.replace(asked, questions=questions))
    for name in ("result.json", "report.md"):
        assert ("HeldOutRow" in files[name], "8641" in files[name]) == (shown, shown)


@pytest.mark.parametrize(("profile", "audience"), [("embedded", "candidate"), ("private", "interviewer")])
def test_the_words_of_an_answer_are_shown_otherwise(tmp_path: Path, profile: str, audience: Audience) -> None:
    assert all(SECRET in text for text in written(tmp_path, audience, with_profile(profile)).values())


def test_what_is_ours_stays_under_the_private_profile() -> None:
    ran = msgspec.structs.replace(environment(), profile="private")
    of_private = msgspec.structs.replace(result(), environment=ran)
    of_private = msgspec.structs.replace(
        of_private, questions=[msgspec.structs.replace(q, environment=ran) for q in of_private.questions]
    )
    shown: dict[int, QuestionResult] = {q.id: q for q in for_audience(of_private, "candidate").questions}
    assert shown[8].notes[0].startswith("Capped at 20")
    assert shown[9].notes == ["Nothing is counted: the grader itself failed here."]
    assert [check.status for check in shown[8].checks] == ["passed", "failed", "error"]
    assert all(check.file is None and HOSTILE not in check.message for check in shown[8].checks)


def test_files_are_whole_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    for _ in range(2):
        write_reports(result(), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["junit.xml", "report.md", "result.json"]


@pytest.mark.parametrize("taken", ["out", "out/result.json/x"])
def test_a_folder_that_cannot_be_written_is_the_users_to_change(tmp_path: Path, taken: str) -> None:
    place = tmp_path / taken
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written") as raised:
        write_reports(result(), tmp_path / "out")
    assert "--out" in raised.value.remedy
    assert not list(tmp_path.rglob(".*"))


def test_every_field_is_documented() -> None:
    page = (PUBLISHED.parent / "results.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9_]+)`", page))
    fields = {
        field
        for name, definition in result_schema()["$defs"].items()
        for field in definition["properties"]
        if name != "SubmissionInfo"
    }
    assert fields - named == set()
