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

import pytest
from arena import KIT, QUESTION, Arena, open_arena
from attack_cases import cases

TARGET = KIT / "target" / "q90_target"
MODES = {
    "as_is": (False, ""),
    "ordinary_user": (True, ""),
    "no_namespaces": (True, "namespaces"),
}
MOST_MEMORY_MB = 1200
"""The limit is 384; where there is no cgroup, memory is looked at ten times a second. The bombs want more than this."""
GRADED = ("score", "correctness", "quality", "metrics", "status", "checks", "notes")


@dataclass
class Run:
    """What one run of all attacks came to."""

    arena: Arena
    process: subprocess.CompletedProcess[str]
    before: dict[str, object]
    after: dict[str, object]
    left_behind: list[str]

    def shown(self) -> Iterator[tuple[str, str]]:
        """Everything that a candidate, a log or a summary shows, by its name."""
        yield from self.arena.written()
        yield "standard output", self.process.stdout
        yield "standard error", self.process.stderr


def names() -> list[tuple[str, str]]:
    """Each attack's submission, and that of the right control after it."""
    return [(f"{index:03d}-{case.title}", f"{index:03d}-right") for index, case in enumerate(cases(), start=1)]


@pytest.fixture(scope="module", params=list(MODES))
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    as_user, off = MODES[request.param]
    if as_user and os.geteuid() != 0:
        if not off:
            pytest.skip("the first mode is this one where root does not run the tests")
        as_user = False
    with open_arena(request.param, as_user=as_user) as arena:
        right, wrong = ((TARGET / name).read_text() for name in ("solution.py", "baseline.py"))

        def hand_in(submissions: Path) -> None:
            answer(submissions / "000-right", right)
            answer(submissions / "000-wrong", wrong)
            for case, (attack, control) in zip(cases(), names(), strict=True):
                arena.package(case, submissions / attack / "q90")
                # Another text, so that the grade does not come from the store.
                answer(submissions / control, f"{right}\n# The control after {attack}.\n")

        arena.told["outside"] = ["192.0.2.1", "169.254.169.254"]
        before = arena.state()
        process = arena.grade_all(
            hand_in, "--question", str(QUESTION), extra={"HARNESS_SANDBOX_OFF": off} if off else {}
        )
        yield Run(arena, process, before, arena.state(), arena.left_behind())


def answer(folder: Path, source: str) -> None:
    folder.mkdir()
    (folder / "q90.py").write_text(source)


pytestmark = pytest.mark.slow


def test_the_run_ends_and_is_complete(run: Run) -> None:
    assert run.process.returncode == 0, run.process.stdout[-3000:] + run.process.stderr[-3000:]


def test_the_controls_are_told_apart(run: Run) -> None:
    assert run.arena.question("000-right")["score"] == 100
    assert run.arena.question("000-wrong")["score"] <= 20


def test_the_layers_are_those_of_the_mode(run: Run, request: pytest.FixtureRequest) -> None:
    layers = run.arena.question("000-right")["environment"]["sandbox_layers"]
    assert layers["seccomp"] == "yes"
    if "no_namespaces" in request.node.callspec.id:
        assert layers["view"].startswith("no")
    assert "unsafe" not in layers


@pytest.mark.parametrize("index", range(len(cases())), ids=[case.title for case in cases()])
def test_no_attack_scores_more_than_the_wrong_control(run: Run, index: int) -> None:
    case, (attack, _) = cases()[index], names()[index]
    question = run.arena.question(attack)
    assert question["status"] == "graded"  # a void question would leave the mean: that would be a win
    assert question["score"] <= run.arena.question("000-wrong")["score"]
    told = json.dumps([question["checks"], question["notes"], question["log"]], ensure_ascii=False)
    text = "\n".join([check["message"] for check in question["checks"]] + question["notes"] + [question["log"]])
    for expression in case.told:
        assert re.search(expression, text), f"{expression} is not in {told}"
    assert "LOOT" not in question["log"]
    assert question["cost"]["peak_memory_mb"] < MOST_MEMORY_MB


@pytest.mark.parametrize("index", range(len(cases())), ids=[case.title for case in cases()])
def test_the_next_grade_is_what_it_is_alone(run: Run, index: int) -> None:
    alone, after = run.arena.question("000-right"), run.arena.question(names()[index][1])
    assert not after["cached"]
    assert {name: after[name] for name in GRADED} == {name: alone[name] for name in GRADED}


def test_nothing_leaks_into_what_is_written(run: Run) -> None:
    assert [
        (name, source) for name, text in run.shown() for source, secret in run.arena.secrets.items() if secret in text
    ] == []


def test_the_canaries_are_untouched(run: Run) -> None:
    for what, before in run.before.items():
        assert run.after[what] == before, what


def test_nothing_stays_behind(run: Run) -> None:
    assert run.left_behind == []


def test_reports_cannot_be_written_into(run: Run) -> None:
    """Nothing that a terminal, GitHub, a browser or a parser takes for its own stands in what is written."""
    for name, text in run.shown():
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
