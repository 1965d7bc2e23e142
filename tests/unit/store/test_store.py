"""The store: what is put is there, for every thread and process, and what is wrong with a file is told."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.faults import UserError
from harness.grading.result import EvidenceResult, QuestionResult, QuestionStatus, Result, SubmissionInfo
from harness.store import Store


def a_result(
    question: int = 7, *, status: QuestionStatus = "graded", score: float | None = 50.0, log: str = ""
) -> QuestionResult:
    return QuestionResult(id=question, slug="slug", title="Title", status=status, score=score, log=log)


def a_run(name: str, *questions: QuestionResult) -> Result:
    return Result(
        schema_version=1,
        submission=SubmissionInfo(name=name, source="somewhere"),
        audience="interviewer",
        score=1.0,
        complete=True,
        questions=list(questions),
        created="2026-01-01T00:00:00+00:00",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "results.sqlite"


def test_a_result_is_there_after_reopening(path: Path) -> None:
    with Store(path) as store:
        assert store.get("key") is None
        store.put("key", "李雷", a_result(), run="run")
    with Store(str(path)) as store:
        assert store.get("key") == a_result()
        assert store.latest() == [("李雷", [a_result()])]


def test_putting_again_changes_nothing(path: Path) -> None:
    with Store(path) as store:
        for _ in range(3):
            store.put("key", "ann", a_result(), run="run")
        assert store.get("key") == a_result()
        assert store.latest() == [("ann", [a_result()])]


def test_a_void_result_is_never_a_cached_one_and_hides_none(path: Path) -> None:
    void = a_result(status="void", score=None)
    with Store(path) as store:
        store.put("key", "ann", void, run="run")
        assert store.get("key") is None
        store.put("key", "ann", a_result(), run="run")
        store.put("key", "ann", void, run="run")
        assert store.get("key") == a_result()
        assert store.latest() == [("ann", [void])]


def test_latest_is_the_newest_of_each_question(path: Path) -> None:
    with Store(path) as store:
        store.put("a", "bob", a_result(8, score=10.0), run="1")
        store.put("b", "bob", a_result(7, score=20.0), run="1")
        store.put("c", "bob", a_result(8, score=30.0), run="2")
        store.put_run(a_run("ann", a_result(1), a_result(2, status="not_answered", score=0.0)))
        assert store.latest() == [
            ("ann", [a_result(1), a_result(2, status="not_answered", score=0.0)]),
            ("bob", [a_result(7, score=20.0), a_result(8, score=30.0)]),
        ]


def test_tries_counts_different_answers(path: Path) -> None:
    with Store(path) as store:
        assert store.tries("ann", 7) == 0
        for answer in ("x", "y", "x"):
            store.record_try("ann", 7, answer)
        store.record_try("ann", 8, "z")
        store.record_try("bob", 7, "z")
        assert store.tries("ann", 7) == 2


def test_measurements(path: Path) -> None:
    with Store(path) as store:
        assert store.measurement("cost/1") is None
        store.put_measurement("cost/1", {"wall_s": 1.5, "名": [1, None]})
        store.put_measurement("cost/1", {"wall_s": 2.5, "名": [1, None]})
        assert store.measurement("cost/1") == {"wall_s": 2.5, "名": [1, None]}


def test_what_json_cannot_hold_is_said_otherwise(path: Path) -> None:
    hostile = QuestionResult(
        id=7,
        slug="s",
        title="t",
        status="graded",
        score=1.0,
        metrics={"perplexity": math.inf, "loss": 1.0},
        log="lone \udcff surrogate, nul \0",
        evidence=[EvidenceResult(title="odd", data={"nan": math.nan, "big": 10**40}, public=True)],
    )
    with Store(path) as store:
        store.put("key", "name \udcff \0", hostile, run="run")
        found = store.get("key")
    assert found is not None
    assert found.metrics == {"loss": 1.0}
    assert found.notes == ["The metric perplexity came to inf and is left out."]
    assert found.log == "lone \\udcff surrogate, nul \0"
    assert found.evidence[0].data == {"nan": None, "big": hex(10**40)}


@settings(max_examples=30)
@given(name=st.text())
def test_any_name_can_stand(name: str) -> None:
    with Store("sqlite://") as store:
        store.record_try(name, 1, name)
        assert store.tries(name, 1) == 1


def test_many_threads_at_once(path: Path) -> None:
    with Store(path) as store, ThreadPoolExecutor(8) as pool:

        def work(index: int) -> QuestionResult | None:
            store.put(f"key{index}", "ann", a_result(index), run="run")
            store.record_try("ann", 7, str(index % 5))
            return store.get(f"key{index}")

        assert list(pool.map(work, range(30))) == [a_result(index) for index in range(30)]
        assert store.tries("ann", 7) == 5


WRITER = """
import os, signal, sys
from harness.grading.result import QuestionResult
from harness.store import Store
path, name, die = sys.argv[1:]
with Store(path) as store:
    for question in range(40):
        result = QuestionResult(id=question, slug="s", title="t", status="graded", score=1.0)
        store.put(f"{name}/{question}", name, result, run=name)
        store.record_try("shared", 7, str(question))
    if die == "die":
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_many_processes_at_once_and_a_killed_one_loses_nothing(path: Path) -> None:
    path.parent.mkdir()
    names = ["one", "two", "three"]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, "die" if name == "two" else ""])
        for name in names
    ]
    assert [writer.wait(60) for writer in writers] == [0, -signal.SIGKILL, 0]
    with Store(path) as store:
        assert [(name, len(results)) for name, results in store.latest()] == [("one", 40), ("three", 40), ("two", 40)]
        assert all(store.get(f"{name}/{question}") for name in names for question in range(40))
        assert store.tries("shared", 7) == 40


def refusal(where: str | Path) -> UserError:
    with pytest.raises(UserError) as caught:
        Store(where)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("version, word", [("0", "older"), ("999", "newer"), ("?", "older")])
def test_another_versions_store_is_refused_and_left_alone(path: Path, version: str, word: str) -> None:
    with Store(path) as store:
        store.put("key", "ann", a_result(), run="run")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE harness_meta SET value = ?", [version])
    assert word in refusal(path).message
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM harness_results").fetchone() == (1,)


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"these are my notes, not results\n" * 100)
    assert "not an SQLite file" in refusal(path).message
    assert path.read_bytes() == b"these are my notes, not results\n" * 100


def test_a_damaged_store_is_told(path: Path) -> None:
    with Store(path) as store:
        for question in range(200):
            store.put(f"key{question}", "ann", a_result(question, log="x" * 1000), run="run")
    content = bytearray(path.read_bytes())
    content[4096 : len(content) - 4096] = os.urandom(len(content) - 8192)
    path.write_bytes(bytes(content))
    with pytest.raises(UserError, match="damaged"), Store(path) as store:
        store.latest()


def test_somebody_elses_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE music (title TEXT)")
    assert "not one of results" in refusal(path).message


def test_places_that_cannot_be_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "folder" in refusal(tmp_path).message
    assert refusal(tmp_path / "file" / "below" / "results.sqlite").message
    assert "no database" in refusal("nonsense://x").message


def test_an_unreadable_row_is_graded_anew_and_named_on_the_leaderboard(path: Path) -> None:
    with Store(path) as store:
        store.put("key", "ann", a_result(), run="run")
        with sqlite3.connect(path) as database:
            database.execute("UPDATE harness_results SET result = '{}'")
            database.execute("UPDATE harness_standings SET result = '{}'")
        assert store.get("key") is None
        with pytest.raises(UserError, match="ann, question 7"):
            store.latest()
        store.put("key", "ann", a_result(), run="run")
        assert store.get("key") == a_result()


def test_postgresql_by_url() -> None:
    """Runs where a server is named; `postgresql+psycopg://...` of an empty database."""
    url = os.environ.get("HARNESS_TEST_POSTGRESQL")
    if not url:
        pytest.skip("HARNESS_TEST_POSTGRESQL names no database")
    with Store(url) as store:
        store.put("key", "李雷\0", a_result(log="\0"), run="run")
        store.put("key", "李雷\0", a_result(log="\0"), run="run")
        assert store.get("key") == a_result(log="\0")
        for answer in ("x", "y", "x"):
            store.record_try("ann", 7, answer)
        assert store.tries("ann", 7) == 2
        store.put_measurement("m", {"a": 1})
        assert store.measurement("m") == {"a": 1}
        assert store.latest() == [("李雷\\x00", [a_result(log="\0")])]
