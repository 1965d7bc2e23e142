"""The command's own behaviour: exit codes, faults of each kind, killed and stopped runs. Graded is a toy question."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from command import RIGHT, TOY_FOLDER, Harness, gone, processes_below, question_in, result_in, wait_for

from harness.store import Store

pytestmark = pytest.mark.slow

DISTRIBUTION = {
    "METADATA": "Metadata-Version: 2.1\nName: toy-bank\nVersion: 1\n",
    "entry_points.txt": "[harness.questions]\ntoy = toy_bank\n",
}
VOID = RIGHT.replace("[2 * number for", "[2 * number + (number == 333) for")
SLOW = RIGHT.replace("return [2 *", "import time; time.sleep(2.5); return [2 *")


@pytest.fixture
def harness(tmp_path: Path) -> Harness:
    packages = tmp_path / "packages"
    installed = packages / "toy_bank-1.dist-info"
    installed.mkdir(parents=True)
    for name, text in DISTRIBUTION.items():
        (installed / name).write_text(text, encoding="utf-8")
    return Harness(tmp_path, (packages, TOY_FOLDER))


def hand_in(harness: Harness, source: str, name: str = "alice") -> Path:
    folder = harness.folder / name
    folder.mkdir(exist_ok=True)
    (folder / "q42.py").write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("source", "options", "code"),
    [
        (RIGHT, [], 0),
        (RIGHT, ["--fail-under", "100"], 0),
        (RIGHT.replace("[2 *", "[3 *"), [], 0),
        (RIGHT.replace("[2 *", "[3 *"), ["--fail-under", "50"], 1),
        (VOID, [], 3),
    ],
)
def test_exit_codes(harness: Harness, source: str, options: list[str], code: int) -> None:
    outcome = harness("grade", hand_in(harness, source), "--question", "42", "--out", "out", "--no-cost", *options)
    assert outcome.code == code, outcome.said
    assert {path.name for path in (harness.folder / "out").iterdir()} == {"result.json", "report.md", "junit.xml"}
    assert "Traceback" not in outcome.said


def test_a_void_question_is_ours_and_graded_again(harness: Harness) -> None:
    folder = hand_in(harness, VOID)
    outcome = harness("grade", folder, "--question", "42", "--no-cost")
    assert outcome.code == 3
    result = result_in(harness.folder / "results" / "alice")
    assert (result["score"], result["complete"]) == (None, False)
    assert "a bug of this check" not in (harness.folder / "results/alice/report.md").read_text(encoding="utf-8")
    harness("grade", folder, "--question", "42", "--no-cost", "--audience", "interviewer")
    assert not question_in(harness.folder / "results" / "alice", 42)["cached"]
    assert "a bug of this check" in (harness.folder / "results/alice/report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["grade", "nowhere"], "There is no file or folder nowhere."),
        (["grade", "empty"], "empty holds no answer."),
        (["grade", "alice", "--question", "99"], "There is no question 99 in the bank."),
        (["grade", "alice", "--question", "seven"], "'seven' is no question number."),
        (["grade", "alice", "--device", "tpu"], "'tpu' is no device."),
        (["grade", "alice", "--device", "cuda:7"], "cuda:7 is not there"),
        (["grade", "alice", "--profile", "hub", "--question", "42"], "no data for the profile hub"),
        (["grade", "broken.zip"], "broken.zip"),
        (["grade", "alice", "--store", "alice"], "is a folder"),
        (["grade", "alice", "--store", "alice/q42.py"], "not an SQLite file"),
        (["grade", "alice", "--jobs", "0"], "--jobs"),
        (["grade", "alice", "--seed", "-1"], "--seed"),
        (["grade"], "PATH"),
        (["questions", "99"], "There is no question 99 in the bank."),
    ],
)
def test_a_users_mistake_is_one_sentence_and_a_remedy(harness: Harness, words: list[str], sentence: str) -> None:
    hand_in(harness, RIGHT)
    (harness.folder / "empty").mkdir()
    (harness.folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    outcome = harness(*words)
    assert outcome.code == 2, outcome.said
    assert sentence in " ".join(outcome.err.split())
    assert "Traceback" not in outcome.said
    assert (harness.folder / "alice/q42.py").read_text(encoding="utf-8") == RIGHT


def test_what_is_wrong_with_one_answer_leaves_the_others_graded(harness: Harness) -> None:
    folder = hand_in(harness, RIGHT)
    (folder / "q07.py").write_bytes(b"x = '\xff\xfe'\n")
    (folder / "q08.py").write_text("class Solution:\n    def fit(:\n", encoding="utf-8")
    (folder / "q17.ipynb").write_text("{not json", encoding="utf-8")
    (folder / "q20.md").write_text("# prose where code is wanted\n", encoding="utf-8")
    (folder / "q77.py").write_text("pass\n", encoding="utf-8")
    outcome = harness("grade", folder, "--out", "out", "--no-cost")
    assert outcome.code == 0, outcome.said
    out = harness.folder / "out"
    assert question_in(out, 42)["score"] == 100
    assert [question_in(out, number)["status"] for number in (1, 7, 8, 17, 20)] == [
        "not_answered", "not_answered", "graded", "not_answered", "not_answered",
    ]  # fmt: skip
    assert "q07.py" in question_in(out, 7)["problems"][0]
    (loads, *_) = question_in(out, 8)["checks"]
    assert (loads["status"], loads["file"], loads["line"]) == ("error", "q08.py", 2)
    assert "q17.ipynb" in question_in(out, 17)["problems"][0]
    assert any("question 77 is not in the bank" in problem for problem in result_in(out)["problems"])


def test_a_killed_run_goes_on_where_it_stopped(harness: Harness) -> None:
    folder = hand_in(harness, SLOW)
    (folder / "q01.md").write_text("A model predicts the next token.", encoding="utf-8")
    words = ("grade", folder, "--question", "1,42", "--jobs", "1", "--no-cost")
    process = harness.start(*words)
    database = harness.folder / "results" / "harness.sqlite"

    def first_is_kept() -> bool:
        if not database.exists():
            return False
        with Store(database) as store:
            return bool(store.latest())

    wait_for(first_is_kept, "the first result")
    wait_for(lambda: len(processes_below(process.pid)) >= 3, "a session")
    sandbox = processes_below(process.pid)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    wait_for(lambda: gone(sandbox), "the sandbox to end with its grader")
    outcome = harness(*words)
    assert outcome.code == 0, outcome.said
    out = harness.folder / "results" / "alice"
    assert [(question["id"], question["cached"], question["tries"]) for question in result_in(out)["questions"]] == [
        (1, True, 1),
        (42, False, 1),
    ]


def test_ctrl_c_stops_at_once_and_leaves_nothing(harness: Harness) -> None:
    folder = hand_in(harness, SLOW)
    process = harness.start("grade", folder, "--question", "42", "--no-cost")
    wait_for(lambda: len(processes_below(process.pid)) >= 3, "a session")
    sandbox = processes_below(process.pid)
    os.kill(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in " ".join(err.split())
    assert "Traceback" not in err
    wait_for(lambda: gone(sandbox), "the sandbox to end")
    outcome = harness("grade", folder, "--question", "42", "--no-cost")
    assert outcome.code == 0, outcome.said
    assert not question_in(harness.folder / "results" / "alice", 42)["cached"]


def test_a_bank_that_cannot_be_imported_is_a_warning(harness: Harness) -> None:
    broken = harness.path[0] / "broken_bank-1.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-bank\nVersion: 1\n", encoding="utf-8")
    (broken / "entry_points.txt").write_text("[harness.questions]\nbroken = nowhere_bank\n", encoding="utf-8")
    outcome = harness("grade", hand_in(harness, RIGHT), "--question", "42", "--no-cost")
    assert outcome.code == 0
    assert "nowhere_bank" in " ".join(outcome.said.split())


def test_the_same_seed_gives_the_same_result(harness: Harness) -> None:
    folder = hand_in(harness, RIGHT)
    results = []
    for run in ("one", "two"):
        harness("grade", folder, "--question", "42", "--seed", "5", "--store", f"{run}.sqlite", "--out", run)
        question = question_in(harness.folder / run, 42)
        assert not question["cached"]
        assert question["environment"]["seed"] == 5
        results.append([question[name] for name in ("score", "checks", "quality", "metrics", "evidence", "notes")])
    assert results[0] == results[1]
