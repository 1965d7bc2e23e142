"""The grader's end of the server: starts it, hands it orders, and passes on what it says of each session."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from harness.faults import InfrastructureFault
from harness.sandbox.blame import our_fault
from harness.sandbox.gpus import device_files, gpu_of
from harness.sandbox.holdings import group_is_alive
from harness.sandbox.policy import SandboxOptions
from harness.sandbox.protocol import (
    CONTROL_BYTES,
    Exited,
    NotOpened,
    Opened,
    ServerConfig,
    ServerMessage,
    SessionOrder,
    Up,
)

START_SECONDS = 120
REPLY_SECONDS = 20
END_SECONDS = 2
_SYSTEM = (
    "/usr", "/bin", "/lib", "/lib64", "/sbin", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/ssl",
    "/etc/localtime", "/sys/devices/system", "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom",
)  # fmt: skip
_SOURCES = ("/usr/src", "/usr/local/src")
"""Below /usr, and yet where a container may keep the bank and the submissions."""


@dataclass(frozen=True, slots=True)
class ServerProcess:
    """A session's process as the server opened it: its pidfd, and the queue on which its end is told."""

    handle: int
    events: queue.SimpleQueue[ServerMessage | None]
    give_up: Callable[[], None]
    """Ends the server, so that the next session gets a fresh one."""

    def wait(self) -> Exited:
        """Its end, once reaped. Raises `InfrastructureFault` when the server is gone or says nothing."""
        try:
            event = self.events.get(timeout=REPLY_SECONDS)
        except queue.Empty:
            self.give_up()
            raise InfrastructureFault("the sandbox server does not tell of a session's end") from None
        if not isinstance(event, Exited):
            self.events.put(None)  # to be found by whoever asks next
            raise InfrastructureFault("the sandbox server died during a session")
        return event

    def kill(self) -> None:
        """End it now; in a pid namespace everything below it dies with it."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)


class ServerLink:
    """One running server, started and listened to by a thread of its own: it dies with the thread that started it."""

    def __init__(self, options: SandboxOptions) -> None:
        with our_fault("the sandbox server cannot be reached"):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            ours.setsockopt(socket.SOL_SOCKET, option, CONTROL_BYTES * 4)
            theirs.setsockopt(socket.SOL_SOCKET, option, CONTROL_BYTES * 4)
        self._control = ours
        self._lock = threading.Lock()
        self._sessions: dict[int, queue.SimpleQueue[ServerMessage | None]] = {}
        self._handles: dict[int, int] = {}
        self.alive = True
        started: queue.SimpleQueue[Up | Exception] = queue.SimpleQueue()
        self._listener = threading.Thread(
            target=self._run, args=(options, theirs, started), name="sandbox-server", daemon=True
        )
        self._listener.start()
        outcome = started.get()
        if isinstance(outcome, Exception):
            self._listener.join()
            self._control.close()
            raise outcome
        self.up = outcome

    def open(self, order: SessionOrder, descriptors: Sequence[int]) -> ServerProcess:
        """Have the server fork a session. Raises `InfrastructureFault` where it cannot."""
        events: queue.SimpleQueue[ServerMessage | None] = queue.SimpleQueue()
        with self._lock:
            if not self.alive:
                raise InfrastructureFault("the sandbox server is gone")
            self._sessions[order.id] = events
            try:
                socket.send_fds(self._control, [msgspec.msgpack.encode(order)], list(descriptors))
            except OSError as error:
                raise InfrastructureFault(f"the sandbox server takes no orders: {error}") from error
        try:
            event = events.get(timeout=REPLY_SECONDS)
        except queue.Empty:
            self.close()
            raise InfrastructureFault("the sandbox server does not answer") from None
        if isinstance(event, NotOpened):
            raise InfrastructureFault(f"the sandbox server could not fork: {event.reason}")
        if not isinstance(event, Opened):
            raise InfrastructureFault("the sandbox server died when asked for a session")
        with self._lock:
            handle = self._handles.pop(order.id, None)
        if handle is None:
            raise InfrastructureFault("the sandbox server was closed while a session was being opened")
        return ServerProcess(handle, events, self.close)

    def close(self) -> None:
        """End the server and every session at once; a second call does nothing."""
        self.alive = False
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        # It ends its sessions first, unless it is wedged; and its death signal goes from process to process.
        deadline = time.monotonic() + END_SECONDS
        while group_is_alive(self._process.pid) and time.monotonic() < deadline:
            time.sleep(0.005)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._listener.join(timeout=5)
        with self._lock:
            for handle in self._handles.values():
                os.close(handle)
            self._handles.clear()
        self._control.close()

    def _run(self, options: SandboxOptions, theirs: socket.socket, started: queue.SimpleQueue[Up | Exception]) -> None:
        try:
            with our_fault("the sandbox server cannot be started"):
                started.put(self._start(options, theirs))
        except Exception as fault:
            self.alive = False
            started.put(fault)
            return
        try:
            self._listen()
        finally:
            with self._lock:
                self.alive = False
                for events in self._sessions.values():
                    events.put(None)
                self._sessions.clear()

    def _start(self, options: SandboxOptions, theirs: socket.socket) -> Up:
        """Start the process and wait for its first word."""
        config = ServerConfig(
            shown=[str(path) for path in shown_paths(options)],
            hidden=[str(path) for path in hidden_paths(options)],
            devices=[str(path) for path in device_files(gpu_of(options.device))],
            off=sorted(options.off),
        )
        with theirs, tempfile.TemporaryFile() as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "harness.sandbox", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_server_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=complaints,
                stderr=complaints,
                start_new_session=True,  # Ctrl-C in the terminal is the grader's to handle
            )
            theirs.close()
            reason = f"said nothing for {START_SECONDS} s"
            try:
                self._control.send(msgspec.msgpack.encode(config))
                self._control.settimeout(START_SECONDS)
                message = self._control.recv(CONTROL_BYTES)
                self._control.settimeout(None)
                if message:
                    return msgspec.msgpack.decode(message, type=Up)
                reason = f"ended with {self._process.wait()}"
            except OSError as error:
                reason = str(error) or reason
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            complaints.seek(0)
            said = complaints.read()[-2000:].decode("utf-8", "replace").strip()
            raise InfrastructureFault(f"the sandbox server did not start: {reason}\n{said}".strip())

    def _listen(self) -> None:
        """Pass each message to its session until the server is gone."""
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            while True:
                message, descriptors, _, _ = socket.recv_fds(self._control, CONTROL_BYTES, 1, socket.MSG_CMSG_CLOEXEC)
                if not message:
                    return
                event = msgspec.msgpack.decode(message, type=ServerMessage)
                if isinstance(event, Up):
                    continue
                with self._lock:
                    events = self._sessions.get(event.id)
                    if isinstance(event, Opened):
                        if descriptors:
                            self._handles[event.id] = descriptors[0]
                        else:  # the kernel drops one that no room is left for; the process ends with its socket
                            event = NotOpened(id=event.id, reason="the grader has no descriptor left for its process")
                    else:
                        self._sessions.pop(event.id, None)
                if events is not None:
                    events.put(event)


def shown_paths(options: SandboxOptions) -> list[Path]:
    """What of the host a session can see: the system, the interpreter, installed packages, its resources."""
    interpreter = [Path(sys.base_prefix), Path(sys.prefix)]
    paths = [*(Path(path) for path in _SYSTEM), *interpreter, *options.folders]
    return [path for path in dict.fromkeys(paths) if path.exists()]


def hidden_paths(options: SandboxOptions) -> list[Path]:
    """What lies among the shown folders and may not be seen."""
    paths = [*(path.resolve() for path in options.hidden), *map(Path, _SOURCES)]
    return [path for path in dict.fromkeys(paths) if path.is_dir()]


def _server_environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "2",
        # Large blocks from the heap too, and what is freed of it kept: an answer's tensors meet pages that are there
        # already, and the server's memory lies in one piece, of which a fork copies less.
        "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
        "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "HF_HUB_OFFLINE": "1",
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",  # asking for a GPU must not start CUDA in a process that forks
    }
