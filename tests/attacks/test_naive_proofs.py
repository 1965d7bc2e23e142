"""Each attack beats, robs or breaks a naive grader: so a sandbox that stands up to it has stopped something real."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from arena import KIT, Arena, open_arena
from attack_cases import Case, cases

pytestmark = pytest.mark.slow
PROVEN = [case for case in cases() if not case.naive.startswith("none")]
WON = 0.99


@dataclass
class Naive:
    """What the naive grader went through."""

    outcomes: dict[str, Any]
    secrets: dict[str, str]
    connections: list[str]
    stayed: list[int]


def grade(arena: Arena, chosen: list[Case]) -> Naive:
    """Have the naive grader grade these attacks, each in a process of its own."""
    place = arena.folder / "naive"
    jobs = []
    for case in chosen:
        # What poisons a process is followed in it by what looks for that.
        chain = [one for one in cases() if one.attack == case.attack] if case.naive == "poisons" else [case]
        packages = [arena.package(one, place / case.title / str(n) / f"answer_{n}") for n, one in enumerate(chain)]
        job = {"name": case.title, "answers": [str(path) for path in packages], "transfer": case.transfer}
        # What is to break it may hang for as long as it is let.
        jobs.append(job | {"touched": arena.told["touched"], "seconds": 4 if case.naive == "breaks" else 60})
    (place / "jobs.json").write_text(json.dumps(jobs))
    secrets = arena.secrets
    arena.give_away()
    try:
        done = arena.run([sys.executable, KIT / "naive_grader.py", arena.bank, place / "jobs.json", place / "out.json"])
    finally:
        stayed = arena.marked_processes()
        clean_up(arena, stayed)
    assert done.returncode == 0, done.stdout + done.stderr
    return Naive(json.loads((place / "out.json").read_text()), secrets, list(arena.connections), stayed)


def clean_up(arena: Arena, processes: list[int]) -> None:
    """End and remove what the attacks left, for nobody else does here."""
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    for path in arena.left_behind():
        if path.startswith("/"):
            Path(path).unlink()


@pytest.fixture(scope="module")
def robbed() -> Iterator[Naive]:
    """The grader run by whoever runs the tests."""
    with open_arena("naive", as_user=False) as arena:
        yield grade(arena, [case for case in PROVEN if not case.as_user])


@pytest.fixture(scope="module")
def robbed_as_user() -> Iterator[Naive]:
    """The grader run by a user who can harm nothing but himself: for attacks that change the machine."""
    if os.geteuid() != 0:
        pytest.skip("these attacks would change the files of the user who runs the tests")
    with open_arena("naive-user", as_user=True) as arena:
        yield grade(arena, [case for case in PROVEN if case.as_user])


@pytest.mark.parametrize("case", PROVEN, ids=[case.title for case in PROVEN])
def test_the_attack_works_without_a_sandbox(case: Case, request: pytest.FixtureRequest) -> None:
    naive: Naive = request.getfixturevalue("robbed_as_user" if case.as_user else "robbed")
    outcome = naive.outcomes[case.title]
    said = outcome["said"]
    scores = [line.removeprefix("SCORES ") for line in said.splitlines() if line.startswith("SCORES ")]
    kind, _, part = case.naive.partition(" ")
    happened = {
        "wins": lambda: json.loads(scores[-1])[part] > WON,
        "leaks": lambda: "LOOT" in said,
        "poisons": lambda: "LOOT" in said,
        "breaks": lambda: outcome["status"] != 0,
        "touches": lambda: outcome["touched"],
        "connects": lambda: {"tcp", "udp", "abstract", "unix"} <= set(naive.connections),
        "stays": lambda: len(naive.stayed) > 0,
    }
    assert happened[kind](), f"{outcome['status']}: {said[-1500:]}"
