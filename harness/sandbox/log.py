"""What a session prints: the end of it is kept, a flood of it is stopped."""

from __future__ import annotations

import os
from collections import deque

FLOOD_BYTES = 16 << 20


class LogFloodError(Exception):
    """The session printed more than `limit` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class Log:
    """The reading end of the pipe that is a session's standard output and error."""

    def __init__(self, descriptor: int, keep: int) -> None:
        self.descriptor = descriptor
        self._keep = keep
        self._parts: deque[bytes] = deque()
        self._kept = 0
        self._seen = 0
        os.set_blocking(descriptor, False)

    def read(self) -> bool:
        """Take what is there; False at the end. Raises `LogFloodError`."""
        try:
            part = os.read(self.descriptor, 1 << 16)
        except BlockingIOError:
            return True
        self._add(part)
        if self._seen > FLOOD_BYTES:
            raise LogFloodError(FLOOD_BYTES)
        return bool(part)

    def drain(self) -> None:
        """Take what is left in the pipe of a session that has ended."""
        for _ in range(32):
            try:
                part = os.read(self.descriptor, 1 << 16)
            except (BlockingIOError, OSError):
                return
            if not part:
                return
            self._add(part)

    def text(self) -> str:
        """The end of what was printed, at most the kept number of bytes."""
        text = b"".join(self._parts)[-self._keep :].decode("utf-8", "replace")
        left_out = self._seen - self._keep
        return text if left_out <= 0 else f"[{left_out} bytes left out]\n{text}"

    def close(self) -> None:
        """Close the pipe."""
        os.close(self.descriptor)

    def _add(self, part: bytes) -> None:
        self._seen += len(part)
        self._parts.append(part)
        self._kept += len(part)
        while self._parts and self._kept - len(self._parts[0]) >= self._keep:
            self._kept -= len(self._parts.popleft())
