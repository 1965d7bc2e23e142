"""Attacks by what is handed in and how: hostile archives and names, and a pull request that edits more than answers."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from arena import KIT, Arena, commit, git, open_arena
from attack_cases import HERE, cases

pytestmark = pytest.mark.slow
TARGET = KIT / "target" / "q90_target"
RIGHT, WRONG = ((TARGET / name).read_text() for name in ("solution.py", "baseline.py"))
HOSTILE_NAMES = ['=HYPERLINK("http:evil","x")', "<img src=x onerror=alert(1)>", "a\x1b[31m\u202eb", "|x|`y`\n# z"]


@pytest.fixture(scope="module")
def archives() -> Iterator[tuple[Arena, subprocess.CompletedProcess[str], dict[str, str], dict[str, object]]]:
    """One run over all archives, and over answers in folders of hostile names."""
    spec = importlib.util.spec_from_file_location("hostile_archives", HERE / "hostile_archives" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    with open_arena("archives", as_user=False) as arena:
        said: dict[str, str] = {}

        def hand_in(submissions: Path) -> None:
            beyond, secret = Path(arena.told["beyond"]), Path(arena.told["secret"])
            said.update(builder.build(submissions, RIGHT.encode(), beyond, secret))
            for name in HOSTILE_NAMES:
                (submissions / name).mkdir()
                (submissions / name / "q90.py").write_text(RIGHT)

        before = arena.state()
        yield arena, arena.grade_all(hand_in, "--question", "90"), said, before


def test_an_archive_reads_what_is_safe_and_names_the_rest(archives: tuple) -> None:  # type: ignore[type-arg]
    arena, process, said, _ = archives
    assert process.returncode == 0, process.stdout + process.stderr
    for name, expression in said.items():
        result = arena.result(name)
        problems = [*result["problems"], *result["questions"][0]["problems"]]
        assert re.search(expression, "\n".join(problems)), (name, problems)
        score = result["questions"][0]["score"]
        assert score == (100 if expression.endswith("refused") else 0), (name, score)


def test_nothing_is_unpacked_anywhere(archives: tuple) -> None:  # type: ignore[type-arg]
    arena, _, _, before = archives
    assert arena.state() == before
    assert arena.secrets["a secret file"] not in "".join(text for _, text in arena.written())
    names = {path.name for path in arena.folder.rglob("*")}
    assert not {"slipped.py", "absolute.py", "q08.py", "q06.md"} & names


def test_hostile_names_stay_names(archives: tuple) -> None:  # type: ignore[type-arg]
    arena, process, _, _ = archives
    board = arena.harness("leaderboard", "--store", arena.told["store"], "--out", arena.folder / "out" / "board")
    assert board.returncode == 0, board.stderr
    for name, text in [*arena.written(), ("output", process.stdout + process.stderr + board.stdout)]:
        invisible = "" if name.endswith("result.json") else "\u202a-\u202e"  # data for programs
        assert not re.search(rf"[\x00-\x08\x0b-\x1f\x7f{invisible}]", text), name
        if name.endswith((".html", ".md")):
            assert not re.search(r"(?<![`\\])<img src", re.sub(r"`[^`\n]*`", "", text)), name
    page = (arena.folder / "out" / "board" / "index.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    with (arena.folder / "out" / "board" / "leaderboard.csv").open(newline="", encoding="utf-8-sig") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert len(cells) > len(HOSTILE_NAMES)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_private_profile_repeats_nothing_that_an_answer_saw() -> None:
    """Attack 7 once more, by `harness grade`, where even the inputs are secret."""
    (case,) = (case for case in cases() if case.attack == "error_oracle")
    with open_arena("private", as_user=False) as arena:
        arena.package(case, arena.folder / "mallory" / "q90")
        done = arena.harness(
            "grade", arena.folder / "mallory", "--question", "90", "--profile", "private", "--jobs", "1", "--no-cost",
            "--store", arena.told["store"], "--out", arena.folder / "out",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        shown = done.stdout + done.stderr + "".join(text for _, text in arena.written())
        key = json.loads((arena.bank / "key.json").read_text())
        leaked = [
            text for text in [*key["held_out"]["texts"], *key["held_out"]["words"], key["secret"]] if text in shown
        ]
        assert leaked == []
        question = json.loads((arena.folder / "out" / "result.json").read_text())["questions"][0]
        assert question["status"] == "graded"


def test_a_pull_request_changes_no_grader_and_is_told_on() -> None:
    """Shadows of the harness and of the bank in the checkout are not what grades, and the summary names them."""
    with open_arena("pull-request", as_user=False) as arena:
        repository = arena.folder / "checkout"
        submissions = repository / "submissions"
        (submissions / "alice").mkdir(parents=True)
        (submissions / "alice" / "q90.py").write_text(RIGHT)
        git(repository, "init", "-q")
        commit(repository, "Begin")
        touch = f"import pathlib\npathlib.Path({arena.told['touched']!r}).touch()\n"
        for name in ("harness", "reference", "metrics", "attack_bank"):
            (repository / name).mkdir()
            (repository / name / "__init__.py").write_text(touch)
        for name in ("sitecustomize.py", "torch.py", "conftest.py"):
            (repository / name).write_text(touch)
        (repository / ".github" / "workflows").mkdir(parents=True)
        (repository / ".github" / "workflows" / "grade.yml").write_text("on: push\n")
        (submissions / "mallory").mkdir()
        (submissions / "mallory" / "q90.py").write_text(WRONG)
        (submissions / "alice" / "q90.py").write_text(WRONG)
        (submissions / "eve").symlink_to(arena.bank / "q90_target")
        commit(repository, "Help")
        done = subprocess.run(
            [
                Path(sys.executable).with_name("harness"), "ci", "--base", "HEAD~1", "--question", "90",
                "--store", arena.told["store"], "--out", arena.folder / "out",
            ],
            cwd=repository, env=arena.environment, capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert not Path(arena.told["touched"]).exists()
        assert arena.question("mallory")["score"] <= 20
        assert arena.result("eve")["problems"][0].endswith("is a symbolic link, which is not followed.")
        assert arena.question("eve")["score"] == 0
        summary = (arena.folder / "out" / "summary.md").read_text(encoding="utf-8")
        for told in (summary, done.stderr):
            plain = told.replace("\\", "")
            assert "outside the submissions that may decide grades" in plain
            assert "grade.yml" in plain
            assert "touches 3 submissions, where one is expected" in plain
