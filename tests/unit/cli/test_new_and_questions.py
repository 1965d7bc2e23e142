from __future__ import annotations

import ast
from pathlib import Path

import pytest
from command_line import harness

from harness.bank import load_bank
from harness.intake import read_submission
from harness.question import CodeQuestion

BANK = load_bank()


def test_a_bare_name_goes_into_submissions_where_there_is_such_a_folder(tmp_path: Path) -> None:
    assert harness("new", "alice", "-q", "1", cwd=tmp_path).returncode == 0
    (tmp_path / "submissions").mkdir()
    done = harness("new", "alice", "-q", "1", cwd=tmp_path)
    assert "Wrote submissions/alice" in done.stdout
    assert "harness grade submissions/alice" in done.stdout
    for folder in (tmp_path / "alice", tmp_path / "submissions" / "alice"):
        assert sorted(path.name for path in folder.iterdir()) == ["README.md", "q01.md"]


@pytest.mark.parametrize("name", ["deep/er/alice", "./alice", "李雷", "two words"])
def test_a_path_stays_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "submissions").mkdir()
    assert harness("new", name, "-q", "1", cwd=tmp_path).returncode == 0
    expected = tmp_path / name if "/" in name else tmp_path / "submissions" / name
    assert (expected / "q01.md").is_file()


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    harness("new", "alice", "-q", "1", cwd=tmp_path)
    (tmp_path / "alice" / "q01.md").write_text("mine")
    done = harness("new", "alice", "-q", "1", cwd=tmp_path)
    assert done.returncode == 2
    assert "alice exists already." in done.stderr
    assert (tmp_path / "alice" / "q01.md").read_text() == "mine"


@pytest.mark.slow
def test_every_question_of_the_bank_gets_a_stub_with_its_contract_that_counts_as_unanswered(tmp_path: Path) -> None:
    done = harness("new", "alice", "--lang", "zh", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for entry in BANK:
        stub = tmp_path / "alice" / f"q{entry.number:02d}{'.py' if entry.kind == 'code' else '.md'}"
        text = stub.read_text(encoding="utf-8")
        assert entry.title("zh") in text
        if isinstance(entry.question, CodeQuestion):
            [solution] = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
            methods = {node.name for node in solution.body if isinstance(node, ast.FunctionDef)}
            assert {"__init__", *(method.name for method in entry.question.contract.methods)} == methods
    submission = read_submission(tmp_path / "alice", kinds=BANK.kinds)
    assert not submission.answers
    assert not submission.problems


def test_the_list_has_every_question(tmp_path: Path) -> None:
    done = harness("questions", cwd=tmp_path)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert {int(row[0]) for row in rows if row and row[0].isdigit()} >= set(BANK.entries)
    for entry in BANK:
        assert [str(entry.number), entry.slug, entry.kind] in [row[:3] for row in rows]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_statement_is_printed_as_it_is_written(tmp_path: Path, language: str) -> None:
    done = harness("questions", "7", "--lang", language, cwd=tmp_path)
    assert (
        done.stdout.strip() == (BANK.entry(7).folder / f"statement.{language}.md").read_text(encoding="utf-8").strip()
    )
