"""One run over what changed. The grader is a parameter here; the last tests run the real command."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from git_checkouts import Checkout

from harness.bank import Bank
from harness.ci.run import CiRun, grade_changes
from harness.faults import InfrastructureFault, UserError
from harness.grading.examiner import Examiner
from harness.grading.result import SCHEMA_VERSION, QuestionResult, Result, SubmissionInfo
from harness.intake import Submission
from harness.service import GradeOrder


class Grader:
    """Stands for `grade_submission`: notes what it was asked, and gives 80 points."""

    def __init__(self) -> None:
        self.orders: dict[str, GradeOrder] = {}
        self.submissions: dict[str, Submission] = {}

    def __call__(self, order: GradeOrder, bank: Bank, submission: Submission, examiner: Examiner) -> Result:
        self.orders[submission.name] = order
        self.submissions[submission.name] = submission
        question = QuestionResult(
            id=1, slug="principles", title="Principles", status="graded", score=80.0, faults=["FOR THE INTERVIEWER"]
        )
        return Result(
            schema_version=SCHEMA_VERSION,
            submission=SubmissionInfo(name=submission.name, source=str(order.path)),
            audience="interviewer",
            score=80.0,
            complete=True,
            questions=[question],
            problems=[problem.sentence() for problem in submission.problems],
            created="2026-01-02T03:04:05+00:00",
        )


@pytest.fixture
def grader() -> Grader:
    return Grader()


@pytest.fixture(autouse=True)
def _no_github(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def run(checkout: Checkout, grader: Grader) -> CiRun:
    order = GradeOrder(path=checkout.root, out=checkout.root.parent / "out", seed=7)
    return grade_changes(order, "main", grader=grader)


def test_each_changed_submission_is_graded_into_its_own_folder(tmp_path: Path, grader: Grader) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "An answer.\n", "submissions/bob/q01.md": "Another.\n"})
    done = run(checkout, grader)
    assert {name: order.out for name, order in grader.orders.items()} == {
        "alice": tmp_path / "out" / "alice",
        "bob": tmp_path / "out" / "bob",
    }
    assert all(order.seed == 7 for order in grader.orders.values())
    assert grader.submissions["alice"].answers[1].text.strip() == "An answer."
    assert [result.submission.name for result in done.results] == ["alice", "bob"]
    summary = done.summary.read_text(encoding="utf-8")
    assert done.summary == tmp_path / "out" / "summary.md"
    assert "alice" in summary
    assert "bob" in summary
    assert "80.0" in summary
    assert "INTERVIEWER" not in summary


def test_removed_submissions_and_other_changes_are_in_the_summary(tmp_path: Path, grader: Grader) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"harness/x.py": "1"}, removed=("submissions/example/q01.md",))
    done = run(checkout, grader)
    summary = done.summary.read_text(encoding="utf-8")
    assert done.results == ()
    assert "Removed, not graded: `example`" in summary
    assert "harness/x.py" in summary
    assert any("harness/x.py" in warning for warning in done.warnings)


def test_nothing_changed(tmp_path: Path, grader: Grader) -> None:
    done = run(Checkout(tmp_path / "repo"), grader)
    assert "No submission to grade was changed." in done.summary.read_text(encoding="utf-8")


def test_the_summary_is_appended_to_the_jobs_page(
    tmp_path: Path, grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.md"
    page.write_text("from a step before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "An answer.\n"})
    done = run(checkout, grader)
    assert page.read_text() == "from a step before\n" + done.summary.read_text()


def test_a_page_that_cannot_be_written_is_a_warning(
    tmp_path: Path, grader: Grader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    [warning] = run(Checkout(tmp_path / "repo"), grader).warnings
    assert "GITHUB_STEP_SUMMARY" in warning


@pytest.mark.parametrize(
    ("files", "name", "reason"),
    [
        ({"submissions/bad.zip": b"not a zip"}, "bad", "bad.zip"),
        ({"submissions/bad.7z": b"7z"}, "bad.7z", "of a type that is not read"),
        ({"submissions/bad/main.py": "print()"}, "bad", "holds no answer"),
    ],
)
def test_what_cannot_be_read_is_told_and_keeps_nobody_waiting(
    tmp_path: Path, grader: Grader, files: dict[str, str | bytes], name: str, reason: str
) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({**files, "submissions/good/q01.md": "An answer.\n"})
    done = run(checkout, grader)
    assert set(grader.submissions) == {name, "good"}
    assert not grader.submissions[name].answers
    [problem] = grader.submissions[name].problems
    assert reason in problem.sentence()
    assert grader.submissions["good"].answers
    assert len(done.results) == 2


def test_a_fault_of_ours_keeps_nobody_else_waiting_and_is_told_to_the_log_alone(tmp_path: Path, grader: Grader) -> None:
    def fails_for_alice(order: GradeOrder, bank: Bank, submission: Submission, examiner: Examiner) -> Result:
        if submission.name == "alice":
            raise InfrastructureFault("HELD-OUT ITEM: the disk is full")
        return grader(order, bank, submission, examiner)

    checkout = Checkout(tmp_path / "repo")
    checkout.commit({f"submissions/{name}/q01.md": "An answer.\n" for name in ("alice", "bob")})
    done = grade_changes(GradeOrder(path=checkout.root, out=tmp_path / "out"), "main", grader=fails_for_alice)
    assert [result.submission.name for result in done.results] == ["bob"]
    assert done.faults == ("alice: HELD-OUT ITEM: the disk is full",)
    summary = done.summary.read_text(encoding="utf-8")
    assert "alice has no result" in summary
    assert "HELD-OUT" not in summary


@pytest.mark.parametrize("name", ["alice", "q07.py", "q01.md"])
def test_a_link_in_the_place_of_a_submission_is_not_followed(tmp_path: Path, grader: Grader, name: str) -> None:
    key = tmp_path / "key"
    key.mkdir()
    (key / "q01.md").write_text("The reference answer.\n")
    (key / "q07.py").write_text("class Solution: ...\n")
    checkout = Checkout(tmp_path / "repo")
    (checkout.root / "submissions" / name).symlink_to(key if name == "alice" else key / name)
    checkout.commit({})
    run(checkout, grader)
    [submission] = grader.submissions.values()
    assert not submission.answers
    assert "symbolic link" in submission.problems[0].sentence()


def test_two_submissions_never_share_a_name(tmp_path: Path, grader: Grader) -> None:
    checkout = Checkout(tmp_path / "repo")
    names = ("alice/q01.md", "alice.md", "summary.md/q01.md", "a\x01/q01.md", "a\\x01/q01.md")
    checkout.commit({f"submissions/{name}": "# 1. Principles\n\nAn answer.\n" for name in names})
    done = run(checkout, grader)
    folders = [order.out for order in grader.orders.values()]
    assert len(done.results) == len(set(folders)) == 5
    assert {"alice", "alice.md"} <= set(grader.orders)
    assert all(folder is not None and folder.parent == tmp_path / "out" for folder in folders)
    assert tmp_path / "out" / "summary.md" not in folders
    assert done.summary.is_file()


def test_what_the_user_can_mend_is_said_before_anything_is_written(tmp_path: Path, grader: Grader) -> None:
    checkout = Checkout(tmp_path / "repo")
    order = GradeOrder(path=checkout.root, out=tmp_path / "out")
    with pytest.raises(UserError, match="no revision"):
        grade_changes(order, "nowhere", grader=grader)
    with pytest.raises(UserError, match="in no git checkout"):
        grade_changes(dataclasses.replace(order, path=tmp_path), "main", grader=grader)
    assert not (tmp_path / "out").exists()


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harness", "ci", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "HARNESS_"))},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_real_command_grades_a_prose_answer(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "repo")
    checkout.commit({"submissions/alice/q01.md": "A language model predicts the next token from those before it.\n"})
    done = command(checkout.root, "--base", "main", "--out", "out", "--question", "1", "--fail-under", "0")
    assert done.returncode == 0, done.stderr
    assert "1 graded, 0 removed" in done.stdout
    folder = checkout.root / "out" / "alice"
    result = json.loads((folder / "result.json").read_bytes())
    assert result["submission"]["name"] == "alice"
    assert result["questions"][0]["status"] == "graded"
    assert 0 < result["score"] < 100
    assert "alice" in (folder / "report.md").read_text(encoding="utf-8")
    assert ET.parse(folder / "junit.xml").getroot().tag == "testsuites"
    assert f"{result['score']:.1f}" in (checkout.root / "out" / "summary.md").read_text(encoding="utf-8")
    again = command(checkout.root, "--base", "main", "--out", "out", "--question", "1", "--fail-under", "100")
    assert again.returncode == 1, again.stderr
    assert json.loads((folder / "result.json").read_bytes())["questions"][0]["cached"] is True


@pytest.mark.slow
def test_the_real_command_says_what_is_wrong_in_a_sentence(tmp_path: Path) -> None:
    done = command(tmp_path, "--base", "main")
    assert done.returncode == 2
    assert done.stderr.startswith("harness: ")
    assert "--repository" in done.stderr
    assert "Traceback" not in done.stderr
