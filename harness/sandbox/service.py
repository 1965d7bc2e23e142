"""Lets a session reach one service of the grader's on loopback, and nothing else.

With a network of its own, the session's loopback is up and one port of it is listened to: by a socket that the
trusted half of the child opened before it was confined and handed to the grader, whose `Relay` carries each connection
to the service. The session itself never holds a socket of the host's network.

Where namespaces are denied, connect(2) is not made at all: the kernel's filter asks the `Supervisor` instead
(seccomp_unotify(2)), which puts a connection of its own, to the service, in the place of the candidate's socket. A
rule of Landlock's would not do: it names a port and no address, so the same port of any machine would be open.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import socket
import struct
import threading
from pathlib import Path

LOOPBACK = "127.0.0.1"
CONNECTIONS = 16
"""So many at once; more wait."""
_CHUNK = 1 << 16
_CONNECT_SECONDS = 5


class Relay:
    """Carries connections from a session's own loopback to the service on the host's."""

    def __init__(self, listener: socket.socket, port: int) -> None:
        self._listener = listener
        self._port = port
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._free = threading.Semaphore(CONNECTIONS)
        self._closed = False
        threading.Thread(target=self._accept, name=f"relay-{port}", daemon=True).start()

    def close(self) -> None:
        """End every connection."""
        with self._lock:
            self._closed = True
            self._free.release()
            for line in (self._listener, *self._open):
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with self._listener, contextlib.suppress(OSError):
            while True:
                self._free.acquire()
                if self._closed:
                    return
                line, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(line,), name=f"relay-{self._port}", daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        try:
            with line, contextlib.suppress(OSError), _connection(self._port) as service:
                with self._lock:
                    if self._closed:
                        return
                    self._open |= {line, service}
                back = threading.Thread(target=_carry, args=(service, line), daemon=True)
                back.start()
                _carry(line, service)
                back.join()
                with self._lock:
                    self._open -= {line, service}
        finally:
            self._free.release()


def _connection(port: int) -> socket.socket:
    line = socket.create_connection((LOOPBACK, port), timeout=_CONNECT_SECONDS)
    line.settimeout(None)
    return line


def _carry(source: socket.socket, sink: socket.socket) -> None:
    """Copy until the source ends, and say so to the sink."""
    with contextlib.suppress(OSError):
        while part := source.recv(_CHUNK):
            sink.sendall(part)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
    with contextlib.suppress(OSError):
        source.shutdown(socket.SHUT_RD)


_NOTIFICATION = struct.Struct("=QIIiIQ6Q")  # id, pid, flags, number, architecture, instruction, arguments
_RESPONSE = struct.Struct("=QqiI")  # id, value, error, flags
_ADD_DESCRIPTOR = struct.Struct("=QIIII")  # id, flags, source, target, flags of the new one
_RECEIVE, _SEND, _ADD = 0xC0502100, 0xC0182101, 0x40182103
_IN_PLACE_OF = 1
_REFUSED, _UNREACHABLE = 111, 101
_LOOK_EVERY_MS = 200


class Supervisor:
    """Answers a session's connect(2): one address leads to the service, every other to nothing."""

    def __init__(self, notifications: int, port: int) -> None:
        self._notifications = notifications
        self._port = port
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._answer_all, name=f"supervisor-{port}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; calls that wait for an answer fail."""
        self._stop.set()
        self._thread.join()

    def _answer_all(self) -> None:
        poll = select.poll()
        poll.register(self._notifications, select.POLLIN)
        try:
            while not self._stop.is_set():
                for _, event in poll.poll(_LOOK_EVERY_MS):
                    if event & select.POLLHUP:
                        return
                    with contextlib.suppress(OSError):  # whoever asked may be gone by now
                        self._answer()
        finally:
            os.close(self._notifications)

    def _answer(self) -> None:
        asked = bytearray(_NOTIFICATION.size)
        fcntl.ioctl(self._notifications, _RECEIVE, asked)
        number, pid, _, _, _, _, descriptor, address, length, *_ = _NOTIFICATION.unpack(asked)
        error = _UNREACHABLE
        try:
            if _asks_for(pid, address, length) == (LOOPBACK, self._port):
                error = _REFUSED
                self._connect(number, pid, descriptor & 0xFFFFFFFF)
                error = 0
        except OSError:
            pass
        fcntl.ioctl(self._notifications, _SEND, bytearray(_RESPONSE.pack(number, 0, -error, 0)))

    def _connect(self, number: int, pid: int, descriptor: int) -> None:
        """Put a connection to the service where the candidate's socket was."""
        with _connection(self._port) as line:
            line.setblocking(not _is_nonblocking(pid, descriptor))
            order = _ADD_DESCRIPTOR.pack(number, _IN_PLACE_OF, line.fileno(), descriptor, os.O_CLOEXEC)
            fcntl.ioctl(self._notifications, _ADD, bytearray(order))


def _asks_for(pid: int, address: int, length: int) -> tuple[str, int] | None:
    """The IPv4 address and port in a process's memory.

    It may change right after, which gains nothing: the connection that is made never leads anywhere else.
    """
    if length < 8:
        return None
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        family, port, host = struct.unpack("=H2s4s", os.pread(memory.fileno(), 8, address))
    return (socket.inet_ntoa(host), int.from_bytes(port, "big")) if family == socket.AF_INET else None


def _is_nonblocking(pid: int, descriptor: int) -> bool:
    for line in Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text(encoding="ascii").splitlines():
        if line.startswith("flags:"):
            return bool(int(line.split()[1], 8) & os.O_NONBLOCK)
    return False
