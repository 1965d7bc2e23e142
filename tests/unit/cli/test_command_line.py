"""The program as a whole: help, versions, mistakes, other systems, Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import ELSEWHERE, environment, harness, harness_with

import harness as package

COMMANDS = ("grade", "questions", "new", "ci", "leaderboard", "doctor", "prepare", "calibrate", "audit")


def test_help_names_every_command_and_the_exit_codes(tmp_path: Path) -> None:
    done = harness("--help", cwd=tmp_path)
    assert done.returncode == 0
    text = " ".join(done.stdout.split())
    assert all(f"│ {command} " in done.stdout for command in COMMANDS)
    assert "Exit codes: 0 graded" in text
    assert all(f" {code} " in text for code in (1, 2, 3, 130))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    done = harness(command, "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"harness {command}" in done.stdout


def test_the_version(tmp_path: Path) -> None:
    done = harness("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"harness {package.__version__}\n")


def test_the_installed_program_is_the_same(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("harness")
    done = subprocess.run([program, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == f"harness {package.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["questions"], ["questions", "7"], ["grade", "--help"], ["ci", "--help"], ["leaderboard", "--help"]],
)
def test_what_grades_nothing_waits_for_no_library(tmp_path: Path, arguments: list[str]) -> None:
    after = (
        "names = ('torch', 'transformers', 'sklearn', 'datasets', 'sqlalchemy', 'sacrebleu')\n"
        "print('LOADED', [name for name in names if name in sys.modules])"
    )
    done = harness_with("", after, *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "LOADED []" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: harness"),
        (["gradee"], "No such command"),
        (["questions", "--colour"], "No such option"),
        (["questions", "seven"], "integer"),
        (["questions", "--lang", "fr"], "'en', 'zh'"),
        (["ci"], "Missing option '--base'"),
        (["grade"], "Missing argument"),
        (["grade", ".", "--fail-under", "101"], "less than or equal to 100"),
    ],
)
def test_a_mistake_in_the_command_is_exit_code_2(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = harness(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (["questions", "99"], "There is no question 99 in the bank.", "The bank has 1"),
        (["new", "alice", "--question", "7-6"], "runs backwards", "Write 6-7"),
        (["new", "alice", "--question", "x"], "no question number", "--question 7,8"),
        (["new", " "], "needs a name", "harness new NAME"),
        (["prepare", "-q", "99"], "There is no question 99", "The bank has 1"),
        (["leaderboard", "--store", "."], "is a folder", "Name a file in it."),
    ],
)
def test_a_mistake_of_the_users_is_a_sentence_and_its_remedy(
    tmp_path: Path, arguments: list[str], message: str, remedy: str
) -> None:
    done = harness(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    [first, second] = done.stderr.splitlines()
    assert first.startswith("harness: ")
    assert message in first
    assert remedy in second
    assert done.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["questions"], ["questions", "1", "--lang", "zh"], ["new", "alice", "-q", "1"]],
)
def test_elsewhere_than_on_linux_everything_but_grading_works(tmp_path: Path, arguments: list[str]) -> None:
    done = harness_with(ELSEWHERE, "", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_elsewhere_really_lacks_what_only_linux_has(tmp_path: Path) -> None:
    done = harness_with("import psutil\n" + ELSEWHERE + "\nimport harness.sandbox\n", "", "--version", cwd=tmp_path)
    assert done.returncode == 1
    assert "ModuleNotFoundError: No module named" in done.stderr


@pytest.mark.slow
def test_elsewhere_than_on_linux_the_doctor_says_that_nothing_can_be_graded(tmp_path: Path) -> None:
    done = harness_with("import torch, transformers\n" + ELSEWHERE, "", "doctor", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("Not ready: Grading needs Linux, and this is darwin")
    assert "WSL 2" in done.stdout


def test_elsewhere_than_on_linux_a_leaderboard_is_made(tmp_path: Path) -> None:
    done = harness_with(ELSEWHERE, "", "leaderboard", "--store", "new.sqlite", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "results" / "leaderboard" / "index.html").is_file()


@pytest.mark.parametrize("arguments", [["grade", "."], ["ci", "--base", "main"], ["calibrate"], ["audit"]])
def test_elsewhere_than_on_linux_grading_says_what_it_needs(tmp_path: Path, arguments: list[str]) -> None:
    done = harness_with(ELSEWHERE, "", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    [first, second] = done.stderr.splitlines()
    assert "Grading needs Linux, and this is darwin" in first
    assert "WSL 2" in second


def test_a_stream_that_cannot_show_chinese_breaks_nothing(tmp_path: Path) -> None:
    done = harness("questions", "--lang", "zh", cwd=tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "\\u" in done.stdout


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("harness.faults.InfrastructureFault('the disk is full')", "The harness itself failed: the disk is full"),
        ("ZeroDivisionError('by zero')", "ZeroDivisionError: by zero"),
    ],
)
def test_a_fault_of_ours_is_never_taken_for_a_bad_answer(tmp_path: Path, error: str, said: str) -> None:
    before = f"""
import harness.faults
from harness.cli import _main

@_main.app.command("fail")
def fail() -> None:
    raise {error}
"""
    done = harness_with(before, "", "fail", cwd=tmp_path)
    assert done.returncode == 3
    assert said in done.stderr


def test_interrupted_it_ends_at_once_though_a_thread_goes_on(tmp_path: Path) -> None:
    program = """
import sys, threading, time
from harness.cli import _main

@_main.app.command("wait")
def wait() -> None:
    threading.Thread(target=time.sleep, args=(300,)).start()
    print("waiting", flush=True)
    time.sleep(300)

sys.argv = ["harness", "wait"]
_main.main()
"""
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, env=environment(), cwd=tmp_path, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "waiting\n"
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "What was graded is kept" in errors
    assert "Traceback" not in errors
