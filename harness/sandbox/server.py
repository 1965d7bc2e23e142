"""The server: imports what answers import, then forks a confined child for each session the grader asks for.

Grader --(SEQPACKET control socket, descriptors as SCM_RIGHTS)--> server --fork--> child; the child talks to the grader
over a socket of its own. The server holds no secret, starts no pool of threads, and reaps what it forked. In its own
pid namespace it is pid 1: when it goes, everything below it is killed by the kernel.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import msgspec

from harness.sandbox import landlock, namespaces, syscalls
from harness.sandbox.confine import SESSION_SOCKET, confine
from harness.sandbox.frames import send
from harness.sandbox.gpus import cuda_untouched
from harness.sandbox.preload import canary, own_modules, preload
from harness.sandbox.protocol import (
    CONTROL_BYTES,
    OUT_OF_MEMORY_STATUS,
    Exited,
    NotOpened,
    Opened,
    ServerConfig,
    ServerLayers,
    ServerMessage,
    SessionOrder,
    Up,
)
from harness.sandbox.wire import encode
from harness.sandbox.worker import serve

END_SECONDS = 10
"""How long the processes of a session may take to die."""


def main(control_descriptor: int) -> NoReturn:
    """Run until the grader closes the control socket."""
    began = time.perf_counter()
    syscalls.die_with_parent()
    # Fork first: an import may have started threads, and a process with threads gets no user namespace.
    namespaces.wait_for_child_and_exit_unless_child()
    syscalls.adopt_orphans()
    control = socket.socket(fileno=control_descriptor)
    config = msgspec.msgpack.decode(control.recv(CONTROL_BYTES), type=ServerConfig)
    layers, reasons = _build_layers(config)
    with _home(layers) as home:
        # Imports want a place to write; no /etc/passwd is in sight, and libraries ask for a user's name.
        os.environ.update(HOME=home, TMPDIR=home, TORCHINDUCTOR_CACHE_DIR=f"{home}/torchinductor")
        os.environ.update(USER="answer", LOGNAME="answer")
        not_preloaded = preload()
    alive = canary()
    up = Up(
        layers=layers,
        reasons=reasons,
        not_preloaded=not_preloaded,
        canary=alive,
        cuda_untouched=cuda_untouched(),
        seconds=time.perf_counter() - began,
    )
    control.send(msgspec.msgpack.encode(up))
    _Server(control, layers).run()


@contextlib.contextmanager
def _home(layers: ServerLayers) -> Iterator[str]:
    """Where imports may write: in the view, the folder that sessions will have too; else one that is removed."""
    if layers.namespaces:
        yield f"{namespaces.BOX}/tmp"
        return
    with tempfile.TemporaryDirectory(prefix="harness-server-") as folder:
        yield folder
    tempfile.tempdir = None


def _build_layers(config: ServerConfig) -> tuple[ServerLayers, dict[str, str]]:
    shown, hidden, devices = ([Path(path) for path in paths] for paths in (config.shown, config.hidden, config.devices))
    reasons: dict[str, str] = {}
    off = "switched off"

    def enter() -> None:
        namespaces.enter_namespaces(shown, hidden, devices)

    refused = off if "namespaces" in config.off else namespaces.probe(enter)
    if refused is None:
        enter()
    else:
        reasons["namespaces"] = refused
    has_landlock = False
    if "landlock" in config.off:
        reasons["landlock"] = off
    else:
        try:
            landlock.landlock_abi()
            has_landlock = True
        except OSError as error:
            reasons["landlock"] = str(error)
    if "seccomp" in config.off:
        reasons["seccomp"] = off
    layers = ServerLayers(
        namespaces=refused is None,
        user_namespace=refused is None and os.geteuid() != 0,
        landlock=has_landlock,
        seccomp="seccomp" not in config.off,
        supervision=_kernel() >= (5, 9),
        shown=config.shown,
    )
    return layers, reasons


def _kernel() -> tuple[int, int]:
    major, minor = os.uname().release.split(".")[:2]
    return int(major), int("".join(itertools.takewhile(str.isdigit, minor)))


class _Server:
    def __init__(self, control: socket.socket, layers: ServerLayers) -> None:
        self.control = control
        self.layers = layers
        self.sessions: dict[int, int] = {}
        self.own_modules = own_modules()
        self.own_pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if layers.namespaces else None

    def run(self) -> NoReturn:
        """Serve requests and reap children until the grader is gone."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        if not self.layers.namespaces:
            # No kernel ends what is below this process when it is gone, so that it may not go without a word.
            signal.signal(signal.SIGTERM, lambda *_: self.leave())
            syscalls.die_with_parent(signal.SIGTERM)
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        poll.register(reading, select.POLLIN)
        while True:
            ready = {descriptor for descriptor, _ in poll.poll()}
            if reading in ready:
                os.read(reading, 4096)
            self.reap()
            if self.control.fileno() in ready:
                self.open_session()

    def reap(self) -> None:
        """Tell the grader of every session that ended; orphans of sessions are buried without a word."""
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            session = self.sessions.pop(pid, None)
            if session is not None:
                if not self.layers.namespaces:
                    _end_group(pid)
                self.say(
                    Exited(
                        id=session,
                        status=os.waitstatus_to_exitcode(status),
                        cpu_s=usage.ru_utime + usage.ru_stime,
                        peak_kb=usage.ru_maxrss,
                    )
                )

    def open_session(self) -> None:
        """Fork a child for the order that waits on the control socket."""
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, CONTROL_BYTES, 2)
        except OSError:
            self.leave()
        if not message:
            self.leave()
        order = msgspec.msgpack.decode(message, type=SessionOrder)
        try:
            child = self.fork(order, descriptors)
        except OSError as error:
            self.say(NotOpened(id=order.id, reason=str(error)))
            return
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        self.sessions[child] = order.id
        handle = os.pidfd_open(child)
        self.say(Opened(id=order.id), handle)
        os.close(handle)

    def fork(self, order: SessionOrder, descriptors: list[int]) -> int:
        """Fork into a pid namespace of the session's own, and come back to ours."""
        if self.own_pid_namespace is not None:
            syscalls.unshare("pid")
        child = os.fork()
        if child == 0:
            _be_session(order, self.layers, self.own_modules, descriptors)
        if self.own_pid_namespace is not None:
            syscalls.setns(self.own_pid_namespace, "pid")
        return child

    def say(self, message: ServerMessage, descriptor: int | None = None) -> None:
        """Send to the grader; end when it is gone."""
        try:
            descriptors = [] if descriptor is None else [descriptor]
            socket.send_fds(self.control, [msgspec.msgpack.encode(message)], descriptors)
        except OSError:
            self.leave()

    def leave(self) -> NoReturn:
        """End with every session. In a pid namespace the kernel does it; else each group is killed to its last."""
        if not self.layers.namespaces:
            for pid in self.sessions:
                _end_group(pid)
        os._exit(0)


def _end_group(leader: int) -> None:
    """Without a pid namespace: kill and bury a session's process group, complete since leaving it is refused.

    Orphans of the group are this process's children, as their subreaper.
    """
    deadline = time.monotonic() + END_SECONDS
    while time.monotonic() < deadline:
        try:
            os.killpg(leader, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-leader, os.WNOHANG)[0]:
                continue
        time.sleep(0.002)


def _be_session(order: SessionOrder, layers: ServerLayers, own: list[str], descriptors: list[int]) -> NoReturn:
    """The child: confine, report, serve. Nothing may ever unwind from here into the server's loop."""
    try:
        in_force = confine(order, layers, descriptors[0], descriptors[1])
        sock = socket.socket(fileno=SESSION_SOCKET)
        send(sock, encode({"layers": in_force}))
        _kept = [sys.modules.pop(name) for name in own]
        serve(sock, order.threads)
    except MemoryError:
        os._exit(OUT_OF_MEMORY_STATUS)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            send(socket.socket(fileno=SESSION_SOCKET), encode({"failed": f"{type(error).__name__}: {error}"[:500]}))
    finally:
        os._exit(0)
