"""Frames over the session's socket: a length, a flag, and the message itself or a sealed memory file that holds it.

Large messages go to the child through a memory file that the grader has made and fully sealed: several times faster
than the socket. The grader never maps one from a child, which could shrink it under the grader's feet.
"""

from __future__ import annotations

import errno
import fcntl
import mmap
import os
import socket
import struct
import time

from harness.sandbox.blame import our_fault

_HEADER = struct.Struct("<QB")
_INLINE, _MEMORY_FILE = 0, 1
MEMORY_FILE_FROM = 1 << 20
_SEALS = 0x1 | 0x2 | 0x4 | 0x8  # F_SEAL_SEAL | SHRINK | GROW | WRITE
_F_ADD_SEALS = 1033


class FrameTooLargeError(Exception):
    """The other side announced more bytes than allowed; `size` says how many."""

    def __init__(self, size: int) -> None:
        super().__init__(f"a frame of {size} bytes")
        self.size = size


def send(sock: socket.socket, message: bytes, *, memory_files: bool = False) -> None:
    """Send one message. `memory_files` allows the sealed file for a large one (grader to child only).

    Raises `OSError` (a `ConnectionError` where the other side has hung up), and `InfrastructureFault` where there is
    no room for a memory file.
    """
    if memory_files and len(message) >= MEMORY_FILE_FROM:
        with our_fault("a memory file cannot be made"):
            descriptor = _sealed(message)
        try:
            socket.send_fds(sock, [_HEADER.pack(len(message), _MEMORY_FILE)], [descriptor])
        finally:
            os.close(descriptor)
        return
    sock.sendall(_HEADER.pack(len(message), _INLINE))
    sock.sendall(message)


def send_descriptor(through: int, descriptor: int) -> None:
    """Hand a descriptor over, ahead of any message, and close it here."""
    with socket.socket(fileno=os.dup(through)) as sock:
        socket.send_fds(sock, [b"d"], [descriptor])
    os.close(descriptor)


def receive_descriptor(sock: socket.socket) -> int:
    """The descriptor that the other side has handed over; `OSError` where none came."""
    _, descriptors, _, _ = socket.recv_fds(sock, 1, 1)
    if not descriptors:
        raise OSError(errno.EBADF, "no descriptor came")
    return descriptors[0]


def receive(sock: socket.socket) -> bytes | mmap.mmap:
    """The next message, waited for without end: the child's side. Raises `EOFError` when the grader is gone."""
    header, descriptors = b"", []
    while len(header) < _HEADER.size:
        part, received, _, _ = socket.recv_fds(sock, _HEADER.size - len(header), 1)
        descriptors += received
        if not part:
            raise EOFError
        header += part
    size, kind = _HEADER.unpack(header)
    if kind == _MEMORY_FILE:
        try:
            return mmap.mmap(descriptors[0], size, prot=mmap.PROT_READ)
        finally:
            os.close(descriptors[0])
    message = bytearray(size)
    view = memoryview(message)
    while view:
        count = sock.recv_into(view)
        if not count:
            raise EOFError
        view = view[count:]
    return bytes(message)


class Receiver:
    """Collects one message from a process that is not trusted, as its bytes come; the grader's side."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._header = bytearray()
        self._message: bytearray | None = None
        self._got = 0

    def feed(self, sock: socket.socket) -> bytearray | None:
        """Read what is there; the whole message once complete. Raises `EOFError`, `FrameTooLargeError`."""
        if self._message is None:
            part = sock.recv(_HEADER.size - len(self._header))
            if not part:
                raise EOFError
            self._header += part
            if len(self._header) == _HEADER.size:
                size, _ = _HEADER.unpack(self._header)
                if size > self._cap:
                    raise FrameTooLargeError(size)
                self._message = bytearray(size)
        else:
            count = sock.recv_into(memoryview(self._message)[self._got :])
            if not count:
                raise EOFError
            self._got += count
        if self._message is not None and self._got == len(self._message):
            return self._message
        return None


def seconds_left(deadline: float) -> float:
    """Seconds until `deadline` on the monotonic clock, not below zero."""
    return max(0.0, deadline - time.monotonic())


def _sealed(message: bytes) -> int:
    descriptor = os.memfd_create("message", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        view = memoryview(message)
        while view:
            view = view[os.write(descriptor, view) :]
        fcntl.fcntl(descriptor, _F_ADD_SEALS, _SEALS)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
