"""Faults of ours are told as ours, never as the candidate's, and the next session is served by a fresh server."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import os
import resource
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import numpy as np
import psutil
import pytest
from sandbox_answers import an_echo, echo, solution

from harness.faults import CandidateFault, InfrastructureFault
from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxSession, cgroup, link

pytestmark = pytest.mark.parametrize(
    "sandbox", ["full", pytest.param("no-namespaces", marks=pytest.mark.slow)], indirect=True
)


def ready(sandbox: Sandbox) -> SandboxSession:
    session = sandbox.open(an_echo(), Limits())
    session.load()
    session.construct(0)
    return session


def server_of(session: SandboxSession) -> psutil.Process:
    """The process that forks the sessions."""
    return psutil.Process(psutil.Process(session._place.pid).ppid())


def open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def eventually_gone(pid: int) -> bool:
    """Does a process end? (One that nobody has buried yet has ended too.)"""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def descriptors_left(number: int) -> Iterator[None]:
    """This process may open `number` more and no other."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, soft), hard))
    held = []
    try:
        with contextlib.suppress(OSError):
            while True:
                held.append(os.open("/dev/null", os.O_RDONLY))
        for _ in range(number):
            os.close(held.pop())
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for descriptor in held:
            os.close(descriptor)


def test_a_wedged_server_is_given_up_and_replaced(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "REPLY_SECONDS", 2)
    with ready(sandbox) as session:
        stuck = server_of(session)
    stuck.send_signal(signal.SIGSTOP)
    with pytest.raises(InfrastructureFault, match="does not answer"):
        sandbox.open(an_echo(), Limits())
    assert eventually_gone(stuck.pid)
    monkeypatch.undo()
    assert echo(sandbox) == 1


def test_a_server_that_wedges_during_a_session_does_not_keep_it_alive(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = ready(sandbox)
    pid = session._place.pid
    server_of(session).send_signal(signal.SIGSTOP)
    assert session.call("run", [7], limit_s=20) == 7  # the server has no part in it
    monkeypatch.setattr(link, "REPLY_SECONDS", 2)
    session.close()
    assert eventually_gone(pid)
    monkeypatch.undo()
    assert echo(sandbox) == 1


@pytest.mark.parametrize("left", range(10))
def test_a_grader_out_of_descriptors_blames_nobody_and_leaks_none(sandbox: Sandbox, left: int) -> None:
    echo(sandbox)
    before = open_descriptors()
    with descriptors_left(left), contextlib.suppress(InfrastructureFault):
        assert echo(sandbox) == 1
    assert echo(sandbox) == 1
    assert open_descriptors() == before


def test_no_room_for_a_large_message_is_our_fault(sandbox: Sandbox) -> None:
    with ready(sandbox) as session:
        with descriptors_left(0), pytest.raises(InfrastructureFault, match="memory file"):
            session.call("run", [np.zeros(1 << 20)], limit_s=20)
        assert not session.alive


def test_a_cgroup_that_is_gone_voids_the_session(sandbox: Sandbox, tmp_path: Path) -> None:
    ground = sandbox._ground
    sandbox._ground = dataclasses.replace(ground, hierarchy=cgroup.Hierarchy(2, (tmp_path / "gone",)))
    try:
        with pytest.raises(InfrastructureFault, match="cgroup"):
            echo(sandbox)
    finally:
        sandbox._ground = ground
    assert echo(sandbox) == 1


def test_a_full_disk_is_our_fault_when_a_session_is_made(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    if sandbox.layers["view"] == "yes":
        pytest.skip("with a view of its own a session takes nothing from the disk")

    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(InfrastructureFault, match="No space left"):
        echo(sandbox)
    monkeypatch.undo()
    assert echo(sandbox) == 1


def test_an_answer_that_finds_no_room_is_not_the_candidates_fault(sandbox: Sandbox) -> None:
    if sandbox.layers["view"] != "yes":
        pytest.skip("only a file system of the session's own can be made too small")
    files = {"q07.py": solution("return 1").encode()} | {f"part{n}.txt": b"x" * (1 << 19) for n in range(4)}
    answer = AnswerCode(module="q07", files=files, methods={"run": ("value",)}, resources={})
    with (
        sandbox.open(answer, Limits(scratch_mb=1)) as session,
        pytest.raises(InfrastructureFault, match="No space left"),
    ):
        session.load()
    assert not session.alive


def test_a_candidate_cannot_make_a_fault_look_like_ours(sandbox: Sandbox) -> None:
    """Only before its code runs is a session's process believed that the host failed."""
    forged = b"""
import os, sys
frame = sys._getframe()
while frame and 'encode' not in frame.f_globals:
    frame = frame.f_back
reply = frame.f_globals['encode']({'ok': 'No space left on device', 'advisory': {}})
os.write(3, len(reply).to_bytes(8, 'little') + bytes(1) + reply)
"""
    answer = AnswerCode(module="q07", files={"q07.py": forged}, methods={"run": ("value",)}, resources={})
    with sandbox.open(answer, Limits()) as session, pytest.raises(CandidateFault) as caught:
        session.load()
        session.construct(0)
    assert caught.value.kind == "wire"
