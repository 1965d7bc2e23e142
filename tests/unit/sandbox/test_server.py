"""The server's life: it starts anywhere, survives nothing that it should not, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest
from sandbox_answers import an_answer, an_echo, echo, solution

from harness.faults import CandidateFault, InfrastructureFault
from harness.question import Limits
from harness.sandbox import Sandbox, owner

pytestmark = pytest.mark.parametrize(
    "sandbox", ["full", pytest.param("no-namespaces", marks=pytest.mark.slow)], indirect=True
)


def open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def eventually(condition: Callable[[], bool]) -> bool:
    """Does it come true? (A kill travels from parent to child, so its end is waited for.)"""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def holdings(sandbox: Sandbox) -> dict[str, int]:
    """All that a session could leave behind, in the grader, in the server, and on the host."""
    server = psutil.Process(sandbox._link._process.pid).children(recursive=True)[-1]
    hierarchy = sandbox._ground.hierarchy
    roots = hierarchy.roots if hierarchy is not None else ()
    descriptors = Path("/proc/self/fd").iterdir()
    return {
        "descriptors": open_descriptors(),
        "memory files": sum("memfd" in str(link.readlink()) for link in descriptors if link.is_symlink()),
        "threads": threading.active_count(),
        "processes": len(psutil.Process().children(recursive=True)),
        "mounts": len(Path("/proc/self/mounts").read_text().splitlines()),
        "the server's descriptors": server.num_fds(),
        "the server's mounts": len(Path(f"/proc/{server.pid}/mounts").read_text().splitlines()),
        "cgroups": sum(len(list(root.glob(f"harness-{owner.tag()}-*"))) for root in roots),
        "scratch folders": len(list(Path(tempfile.gettempdir()).glob(f"harness-session-{owner.tag()}-*"))),
    }


@pytest.mark.parametrize("sessions", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_sessions_in_a_row_leave_nothing_behind(sandbox: Sandbox, sessions: int) -> None:
    """1,000 by hand: HARNESS_LEAK_SESSIONS=1000 with the slow one."""
    echo(sandbox)
    before = holdings(sandbox)
    large = np.zeros(1 << 18)  # sent in a memory file
    for _ in range(int(os.environ.get("HARNESS_LEAK_SESSIONS", sessions)) if sessions > 30 else sessions):
        assert np.array_equal(echo(sandbox, large), large)
    assert holdings(sandbox) == before


def test_faulty_sessions_leave_nothing_behind_either(sandbox: Sandbox, shown: Path) -> None:
    descriptors = open_descriptors()
    for body in (
        "import os; os._exit(1)",
        "import os; os.close(3); import time; time.sleep(9)",
        "return 'x' * (9 << 20)",
    ):
        with sandbox.open(an_answer(solution(body), shown), Limits()) as session:
            session.load()
            session.construct(0)
            with pytest.raises(CandidateFault):
                session.call("run", [0], limit_s=5)
    assert open_descriptors() == descriptors


def test_several_threads_open_sessions_at_once(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda number: echo(sandbox, number), range(24))) == list(range(24))


def test_two_sandboxes_of_one_process_do_not_meet(sandbox: Sandbox) -> None:
    with (
        Sandbox(sandbox.options) as other,
        sandbox.open(an_echo(), Limits()) as one,
        other.open(an_echo(), Limits()) as two,
    ):
        for session in (one, two):
            session.load()
            session.construct(0)
            assert session.call("run", ["x"], limit_s=10) == "x"


def test_a_dead_server_voids_the_session_in_flight_and_is_replaced(sandbox: Sandbox) -> None:
    with sandbox.open(an_echo(), Limits()) as session:
        session.load()
        os.killpg(sandbox._link._process.pid, signal.SIGKILL)
        assert eventually(lambda: not sandbox._link.alive)
        with pytest.raises(InfrastructureFault):
            session.construct(0)
        assert not session.alive
    assert echo(sandbox) == 1


def test_a_closed_sandbox_says_so(sandbox: Sandbox) -> None:
    other = Sandbox(sandbox.options)
    other.close()
    other.close()
    with pytest.raises(InfrastructureFault, match="closed"):
        echo(other)


def test_closing_ends_sessions_in_flight(sandbox: Sandbox, shown: Path) -> None:
    with Sandbox(sandbox.options) as other:
        session = other.open(an_answer(solution("import time; time.sleep(60)"), shown), Limits())
        session.load()
        session.construct(0)
        threading.Timer(0.3, other.close).start()
        with pytest.raises((InfrastructureFault, CandidateFault)):
            session.call("run", [0], limit_s=30)
        session.close()


GRADER = """
import sys, threading
from pathlib import Path
from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions
code = b'''
import os, sys, time
class Solution:
    def __init__(self, *, seed, device): pass
    def run(self, value):
        if os.fork() == 0:
            if os.fork() == 0:
                os.execv(sys.executable, [sys.executable, "-c", "import time; time.sleep(99)", value])
            os._exit(0)
        print("busy", flush=True)
        time.sleep(99)
'''
answer = AnswerCode(module="q07", files={"q07.py": code}, methods={"run": ("value",)}, resources={})
sandbox = Sandbox(SandboxOptions(off=frozenset(sys.argv[2:])))
session = sandbox.open(answer, Limits())
session.load()
session.construct(0)
threading.Timer(1.0, lambda: print("ready", flush=True)).start()
session.call("run", [sys.argv[1]], limit_s=90)
"""


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_a_grader_that_is_killed_leaves_no_process_and_the_next_sweeps_its_litter(sandbox: Sandbox, end: int) -> None:
    mark = f"grandchild-{os.getpid()}-{time.monotonic_ns()}"
    grader = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(GRADER), mark, *sandbox.options.off],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert grader.stdout is not None
    with grader.stdout:
        assert grader.stdout.readline() == "ready\n"
        family = psutil.Process(grader.pid).children(recursive=True)
        assert eventually(lambda: any(mark in " ".join(command(process)) for process in everyone()))
        grader.send_signal(end)
        grader.wait(timeout=20)
    assert eventually(lambda: not any(process.is_running() and not is_zombie(process) for process in family))
    assert eventually(lambda: not any(mark in " ".join(command(process)) for process in everyone()))
    Sandbox(sandbox.options).close()
    litter = [
        *Path("/tmp").glob(f"harness-session-{grader.pid}-*"),
        *Path("/sys/fs/cgroup").rglob(f"harness-{grader.pid}-*"),
    ]
    assert litter == []


def everyone() -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if process.pid != os.getpid()]


def command(process: psutil.Process) -> list[str]:
    try:
        # The grader names the mark too; only what its session has started counts.
        line = process.cmdline()
        return line if "-c" in line and "AnswerCode" not in " ".join(line) else []
    except psutil.Error:
        return []


def is_zombie(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def test_everything_of_the_preload_list_was_imported(sandbox: Sandbox) -> None:
    assert sandbox._link.up.not_preloaded == {}
    assert sandbox._link.up.canary
