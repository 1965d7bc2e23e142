"""Every attack between a right and a wrong control, by the real command, on every kind of host that this one can play.

One run of `harness ci` grades all of them, one after the other on one sandbox server, as a pull request would hand
them in. After each attack comes the right answer once more: its grade must be what it is alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from arena import AS_ORDINARY_USER, KIT, ORDINARY_UID, QUESTION, Arena, open_arena
from attack_cases import cases

TARGET = KIT / "target" / "q90_target"
MODES = {
    "as_is": (False, ""),
    "ordinary_user": (True, ""),
    "no_namespaces": (True, "namespaces"),
}
GRADED = ("score", "correctness", "quality", "metrics", "status", "checks", "notes")


@dataclass
class Run:
    """What one run of all attacks came to."""

    arena: Arena
    process: subprocess.CompletedProcess[str]
    before: dict[str, object]
    after: dict[str, object]
    pid_marks: list[str]

    def question(self, submission: str) -> dict[str, Any]:
        """The candidate's result of the one question."""
        return self.result(submission)["questions"][0]  # type: ignore[no-any-return]

    def result(self, submission: str) -> dict[str, Any]:
        """The candidate's whole result."""
        folder = self.arena.folder / "out" / submission
        return json.loads((folder / "result.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]

    def written(self) -> Iterator[tuple[str, str]]:
        """Everything that a candidate, a log or a summary shows, by its name."""
        for path in sorted((self.arena.folder / "out").rglob("*")):
            if path.is_file():
                yield str(path.relative_to(self.arena.folder)), path.read_text(encoding="utf-8")
        yield "standard output", self.process.stdout
        yield "standard error", self.process.stderr


def names() -> list[tuple[str, str]]:
    """Each attack's submission, and that of the right control after it."""
    return [(f"{index:03d}-{case.title}", f"{index:03d}-right") for index, case in enumerate(cases(), start=1)]


def git(folder: Path, *words: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *settings, *words], check=True, capture_output=True)


def hand_in(arena: Arena) -> Path:
    """A checkout whose newest commit adds all attacks and controls."""
    repository = arena.folder / "checkout"
    submissions = repository / "submissions"
    submissions.mkdir(parents=True)
    (submissions / "README.md").write_text("Hand in here.\n")
    git(repository, "init", "-q")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Begin")
    right = (TARGET / "solution.py").read_text()
    (submissions / "000-right").mkdir()
    (submissions / "000-right" / "q90.py").write_text(right)
    (submissions / "000-wrong").mkdir()
    (submissions / "000-wrong" / "q90.py").write_text((TARGET / "baseline.py").read_text())
    for case, (attack, control) in zip(cases(), names(), strict=True):
        arena.package(case, submissions / attack / "q90")
        (submissions / control).mkdir()
        # Another text, so that the grade does not come from the store.
        (submissions / control / "q90.py").write_text(f"{right}\n# The control after {attack}.\n")
    git(repository, "add", "-f", ".")
    git(repository, "commit", "-qm", "Attack")
    return repository


@pytest.fixture(scope="module", params=list(MODES))
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    as_user, off = MODES[request.param]
    if as_user and os.geteuid() != 0:
        if not off:
            pytest.skip("the first mode is this one where root does not run the tests")
        as_user = False
    with open_arena(request.param, as_user=as_user) as arena:
        repository = hand_in(arena)
        arena.give_away()
        before = arena.state()
        process = arena.harness(
            "ci", "--base", "HEAD~1", "--repository", repository, "--question", str(QUESTION), "--jobs", "1",
            "--store", arena.told["store"], "--out", arena.folder / "out",
            extra={"HARNESS_SANDBOX_OFF": off} if off else {},
        )  # fmt: skip
        yield Run(arena, process, before, arena.state(), arena.left_behind())


pytestmark = pytest.mark.slow


def test_the_run_ends_and_is_complete(run: Run) -> None:
    assert run.process.returncode == 0, run.process.stdout[-3000:] + run.process.stderr[-3000:]


def test_the_controls_are_told_apart(run: Run) -> None:
    assert run.question("000-right")["score"] == 100
    assert run.question("000-wrong")["score"] <= 20


def test_the_layers_are_those_of_the_mode(run: Run, request: pytest.FixtureRequest) -> None:
    layers = run.question("000-right")["environment"]["sandbox_layers"]
    assert layers["seccomp"] == "yes"
    if "no_namespaces" in request.node.callspec.id:
        assert layers["view"].startswith("no")
    assert "unsafe" not in layers


@pytest.mark.parametrize("index", range(len(cases())), ids=[case.title for case in cases()])
def test_no_attack_scores_more_than_the_wrong_control(run: Run, index: int) -> None:
    case, (attack, _) = cases()[index], names()[index]
    question = run.question(attack)
    assert question["status"] == "graded"  # a void question would leave the mean: that would be a win
    assert question["score"] <= run.question("000-wrong")["score"]
    told = json.dumps([question["checks"], question["notes"], question["log"]], ensure_ascii=False)
    text = "\n".join([check["message"] for check in question["checks"]] + question["notes"] + [question["log"]])
    for expression in case.told:
        assert re.search(expression, text), f"{expression} is not in {told}"
    assert "LOOT" not in question["log"]


@pytest.mark.parametrize("index", range(len(cases())), ids=[case.title for case in cases()])
def test_the_next_grade_is_what_it_is_alone(run: Run, index: int) -> None:
    alone, after = run.question("000-right"), run.question(names()[index][1])
    assert not after["cached"]
    assert {name: after[name] for name in GRADED} == {name: alone[name] for name in GRADED}


def test_nothing_leaks_into_what_is_written(run: Run) -> None:
    assert [
        (name, source)
        for name, text in run.written()
        for source, secret in run.arena.secrets.items()
        if secret in text
    ] == []


def test_the_canaries_are_untouched(run: Run) -> None:
    for what, before in run.before.items():
        assert run.after[what] == before, what


def test_nothing_stays_behind(run: Run) -> None:
    assert run.pid_marks == []


def test_reports_cannot_be_written_into(run: Run) -> None:
    """Nothing that a terminal, GitHub, a browser or a parser takes for its own stands in what is written."""
    for name, text in run.written():
        assert not set(re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", text)), name
        if not name.endswith("result.json"):  # data for programs
            assert not set(re.findall(r"[\u202a-\u202e\u2066-\u2069]", text)), name
        if name.startswith("standard"):
            assert not re.search(r"^\s*::|##\[", text, re.MULTILINE), name
    report = (run.arena.folder / "out" / injected() / "report.md").read_text(encoding="utf-8")
    outside = re.sub(r"(?ms)^(`{3,})text$.*?^\1$|(`+)(?!`).+?(?<!`)\2(?!`)", "", report)
    assert "<script" not in outside
    assert "<img" not in outside
    assert "](http" not in outside
    assert "@everyone" not in outside
    assert not re.search(r"^# Score 100", outside, re.MULTILINE)
    xml = (run.arena.folder / "out" / injected() / "junit.xml").read_text(encoding="utf-8")
    assert "<testcase name='won'" not in xml


def injected() -> str:
    return next(attack for attack, _ in names() if attack.endswith("report_injection"))
