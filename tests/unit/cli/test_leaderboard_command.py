from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import harness

from harness.grading.result import QuestionResult
from harness.store import Store


def put(store: Path, submission: str, score: float) -> None:
    result = QuestionResult(id=1, slug="principles", title="Principles", status="graded", score=score)
    with Store(store) as kept:
        kept.put(f"{submission}{score}", submission, result, run="run")


def test_stored_results_are_ranked(tmp_path: Path) -> None:
    for name, score in (("alice", 60.0), ("李雷", 90.0), ("alice", 75.0)):
        put(tmp_path / "store.sqlite", name, score)
    done = harness("leaderboard", "--store", "store.sqlite", "--out", "page", "--title", "Spring", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "2 submissions: page/index.html\n"
    with (tmp_path / "page" / "leaderboard.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["rank"], row["submission"], row["score"]) for row in rows] == [
        ("1", "李雷", "90.00"),
        ("2", "alice", "75.00"),
    ]
    page = (tmp_path / "page" / "index.html").read_text(encoding="utf-8")
    assert "<h1>Spring</h1>" in page
    assert page.index("李雷") < page.index("alice")


@pytest.mark.parametrize("is_there", [False, True])
def test_without_a_result_there_is_a_page_that_says_so(tmp_path: Path, is_there: bool) -> None:
    store = tmp_path / "store.sqlite"
    if is_there:
        Store(store).close()
    done = harness("leaderboard", "--store", "store.sqlite", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "holds no result yet" in done.stdout
    assert "No submission has been graded yet" in (tmp_path / "results" / "leaderboard" / "index.html").read_text(
        encoding="utf-8"
    )
    assert store.exists() is is_there


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but long enough to be taken for one" * 40)
    done = harness("leaderboard", "--store", "notes.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert "--store" in done.stderr
    assert (tmp_path / "notes.txt").read_text().startswith("not a database")
