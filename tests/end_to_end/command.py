"""The real command as a subprocess, in a folder of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "submissions" / "example"
TOY_FOLDER = ROOT / "tests" / "unit" / "grading"
RIGHT = (TOY_FOLDER / "toy_bank/q42_double/solution.py").read_text(encoding="utf-8")
HANG_S = 300
"""No test asserts a time; this only ends one that hangs."""


@dataclass(frozen=True)
class Harness:
    """Runs `harness` with `folder` as working directory; `path` are folders more to find packages in."""

    folder: Path
    path: tuple[Path, ...] = ()

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("HARNESS_STORE", "GITHUB_"))}
        return kept | {"PYTHONPATH": os.pathsep.join(map(str, self.path)), "COLUMNS": "140", "CI": "true"}

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "harness", *map(str, words)],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def __call__(self, *words: str | Path) -> Outcome:
        process = self.start(*words)
        try:
            out, err = process.communicate(timeout=HANG_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        return Outcome(process.returncode, out, err)


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def result_in(folder: Path) -> dict[str, Any]:
    result: dict[str, Any] = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return result


def question_in(folder: Path, number: int) -> dict[str, Any]:
    (question,) = (question for question in result_in(folder)["questions"] if question["id"] == number)
    found: dict[str, Any] = question
    return found


def wait_for(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + HANG_S
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def processes_below(pid: int) -> list[psutil.Process]:
    """The sandbox's server and sessions of a grader that runs."""
    return psutil.Process(pid).children(recursive=True)


def gone(processes: list[psutil.Process]) -> bool:
    """Has every one of them ended (a zombie that nobody has reaped yet counts as ended)?"""
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)
