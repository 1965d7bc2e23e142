"""The steps that make one session: fork, confine, count. Only then may the candidate's first byte come."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import socket
from pathlib import Path

from harness.faults import InfrastructureFault, UserError
from harness.question import Limits
from harness.sandbox import cgroup, frames
from harness.sandbox.answer import AnswerCode
from harness.sandbox.blame import our_fault
from harness.sandbox.gpus import gpu_of
from harness.sandbox.ground import Ground, scratch_folder
from harness.sandbox.link import ServerLink, ServerProcess
from harness.sandbox.protocol import SessionOrder
from harness.sandbox.service import Relay, Supervisor
from harness.sandbox.session import SandboxSession
from harness.sandbox.watch import Place
from harness.sandbox.wire import WireError, decode

SETUP_SECONDS = 20
FIRST_UID, UIDS = 60000, 1000
_numbers = itertools.count(1)  # one count for all sandboxes of this process: it gives uids


def open_session(link: ServerLink, ground: Ground, answer: AnswerCode, limits: Limits) -> SandboxSession:
    """A confined session. Whatever was made is unmade when a later step fails: `InfrastructureFault`.

    Raises `UserError` where the answer needs a service and this host has no way to let it reach that alone.
    """
    _require_service_can_be_had(link, answer)
    number = next(_numbers)
    private = link.up.layers.namespaces
    uid = FIRST_UID + number % UIDS if ground.own_uids else None
    with our_fault("a session cannot be made"), contextlib.ExitStack() as undo:
        scratch = None if private else scratch_folder(uid)
        if scratch is not None:
            undo.callback(shutil.rmtree, scratch, ignore_errors=True)
        ours, theirs = socket.socketpair()
        undo.callback(ours.close)
        reading, writing = os.pipe2(os.O_CLOEXEC)
        undo.callback(os.close, reading)
        order = _order(number, uid, scratch, ground, answer, limits)
        try:
            process = link.open(order, [theirs.fileno(), writing])
        finally:
            theirs.close()
            os.close(writing)
        undo.callback(_end, process)
        service = _service(ours, answer.service_port, private=private)
        if service is not None:
            undo.callback(service.close)
        layers = _hear_layers(ours)
        pid = _pid_of(process.handle)
        group = None
        if ground.hierarchy is not None:
            group = _count(ground.hierarchy, limits, pid)
            layers["cgroup"] = "yes"
        place = Place(pid=pid, group=group, scratch=scratch)
        session = SandboxSession(answer, limits, process, ours, reading, place=place, layers=layers, service=service)
        undo.pop_all()
    return session


def _require_service_can_be_had(link: ServerLink, answer: AnswerCode) -> None:
    layers = link.up.layers
    if answer.service_port is not None and not layers.namespaces and not (layers.seccomp and layers.supervision):
        raise UserError(
            "This host cannot let an answer reach its question's service and nothing else.",
            "Allow user namespaces or run as root; without either, a kernel from Linux 5.9 on can do it.",
        )


def _service(sock: socket.socket, port: int | None, *, private: bool) -> Relay | Supervisor | None:
    """What carries the session's connections to its service, by the descriptor that its process hands over first."""
    if port is None:
        return None
    sock.settimeout(SETUP_SECONDS)
    descriptor = frames.receive_descriptor(sock)
    sock.settimeout(None)
    return Relay(socket.socket(fileno=descriptor), port) if private else Supervisor(descriptor, port)


def _order(
    number: int, uid: int | None, scratch: Path | None, ground: Ground, answer: AnswerCode, limits: Limits
) -> SessionOrder:
    """What the server is told: limits and places, nothing of the question's."""
    gpu = gpu_of(answer.device)
    return SessionOrder(
        id=number,
        uid=uid,
        scratch=None if scratch is None else str(scratch),
        read=[*ground.read, *(str(path) for path in answer.resources.values() if isinstance(path, Path))],
        list_only=list(ground.list_only),
        devices=list(ground.devices),
        memory_counted=ground.hierarchy is not None,
        memory_mb=limits.memory_mb,
        cpu_s=limits.cpu_s,
        processes=limits.processes,
        scratch_mb=limits.scratch_mb,
        threads=answer.threads,
        service_port=answer.service_port,
        cuda_visible="" if gpu is None else gpu.uuid,
    )


def _count(hierarchy: cgroup.Hierarchy, limits: Limits, pid: int) -> cgroup.Group:
    """The session's cgroup with its process in it."""
    group = None
    try:
        group = hierarchy.open(limits.memory_mb, limits.processes)
        group.add(pid)
    except OSError as error:
        if group is not None:
            group.close()
        raise InfrastructureFault(f"a session cannot be put into its cgroup: {error}") from error
    return group


def _hear_layers(sock: socket.socket) -> dict[str, str]:
    """The child's first word, spoken by our own code before any of the candidate's."""
    sock.settimeout(SETUP_SECONDS)
    receiver = frames.Receiver(1 << 16)
    try:
        while (message := receiver.feed(sock)) is None:
            pass
        word = decode(message)
    except (OSError, EOFError, WireError, frames.FrameTooLargeError) as error:
        raise InfrastructureFault(f"a session's process gave no sign of life: {error!r}") from error
    finally:
        sock.settimeout(None)
    if "layers" not in word:
        raise InfrastructureFault(f"a session could not be confined: {word.get('failed')}")
    return {str(layer): str(state) for layer, state in word["layers"].items()}


def _pid_of(handle: int) -> int:
    """A pidfd's pid as this process's namespace numbers it."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text(encoding="ascii").splitlines():
        if line.startswith("Pid:") and int(line.split()[1]) > 0:
            return int(line.split()[1])
    raise InfrastructureFault("a session's process ended before it was confined")


def _end(process: ServerProcess) -> None:
    process.kill()
    with contextlib.suppress(InfrastructureFault):
        process.wait()
    os.close(process.handle)
