"""Watches what a session holds where the kernel does not bound it: memory without a cgroup, files without a view."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.faults import CandidateFault, FaultKind
from harness.question import Limits
from harness.sandbox.cgroup import Group
from harness.sandbox.holdings import MOST_FILES, members, memory_of, scratch_full

_MEMORY_EVERY_S, _SCRATCH_EVERY_S = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session's process is to be found on the host, and what counts it."""

    pid: int
    group: Group | None
    scratch: Path | None
    """Its scratch folder on the host; None where it has a view of its own, and then a process tree of its own too."""

    def members(self) -> list[int]:
        """The session's processes, wherever they have moved in the tree."""
        return members(self.pid, in_group=self.scratch is not None)


class Watch:
    """Looks now and then, from the session's start to its end, whether or not the grader waits for an answer.

    Over a limit it kills the session and remembers why. Where the kernel bounds both, it does nothing.
    """

    def __init__(self, place: Place, limits: Limits, kill: Callable[[], None]) -> None:
        self._place = place
        self._limits = limits
        self._kill = kill
        self._peak_mb = 0.0
        self._over: tuple[FaultKind, str] | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        # What was inherited from the server is not the candidate's doing. It is left out in full, and not by its share,
        # which changes with the number of sessions.
        self._inherited_kb = memory_of(place.pid).shared if place.group is None else 0
        if place.group is None or place.scratch is not None:
            self._thread = threading.Thread(target=self._look_on, name=f"watch-{place.pid}", daemon=True)
            self._thread.start()

    def fault(self, what: str) -> CandidateFault | None:
        """Why the session had to be killed; None where it had not. To be asked also when an answer came."""
        if self._over is not None:
            kind, passed = self._over
            return CandidateFault(kind, f"{what}: {passed}")
        if self._place.group is not None and self._place.group.out_of_memory_kills() > 0:
            return self.out_of_memory(what)
        return None

    def out_of_memory(self, what: str) -> CandidateFault:
        """The fault with the limit's value."""
        return CandidateFault("memory", f"{what}: {self._memory_passed()}")

    def peak_mb(self) -> float:
        """The most that was seen; the kernel's own count where there is a cgroup."""
        counted = self._place.group.peak_mb() if self._place.group is not None else None
        return self._peak_mb if counted is None else counted

    def close(self) -> None:
        """Look a last time and stop."""
        if self._place.group is None:
            self._measure()
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _look_on(self) -> None:
        next_scratch = 0.0
        while not self._stop.wait(_MEMORY_EVERY_S):
            if self._place.group is None and self._measure() > self._limits.memory_mb:
                self._end("memory", self._memory_passed())
                return
            if self._place.scratch is not None and time.monotonic() >= next_scratch:
                if scratch_full(self._place.scratch, self._limits.scratch_mb, self._place.members()):
                    limit = f"the limit of {self._limits.scratch_mb} MiB or {MOST_FILES} files"
                    self._end("output", f"wrote more than {limit} to its scratch folder")
                    return
                next_scratch = time.monotonic() + _SCRATCH_EVERY_S

    def _end(self, kind: FaultKind, passed: str) -> None:
        self._over = (kind, passed)  # first, since the grader asks for it as soon as the process is gone
        self._kill()

    def _measure(self) -> float:
        """MiB that the session holds now, beyond what it inherited."""
        held = [memory_of(pid) for pid in self._place.members()]
        shared_kb = sum(memory.share for memory in held) - self._inherited_kb
        used = (sum(memory.private for memory in held) + max(0, shared_kb)) / 1024
        self._peak_mb = max(self._peak_mb, used)
        return used

    def _memory_passed(self) -> str:
        return f"used more than the limit of {self._limits.memory_mb} MiB of memory"
