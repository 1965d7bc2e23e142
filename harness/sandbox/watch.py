"""Watches what a session holds where the kernel does not bound it: memory without a cgroup, files without a view."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from harness.faults import CandidateFault
from harness.question import Limits
from harness.sandbox.cgroup import Group

MOST_FILES = 20_000
"""As many inodes as the scratch space of a session with a view of its own has."""
_MEMORY_EVERY_S, _SCRATCH_EVERY_S = 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session's process is to be found on the host, and what counts it."""

    pid: int
    group: Group | None
    scratch: Path | None
    """Its scratch folder on the host; None where it has a view of its own, and then a process tree of its own too."""


class Watch:
    """Looks now and then, while the grader waits for an answer."""

    def __init__(self, place: Place, limits: Limits) -> None:
        self._place = place
        self._limits = limits
        # What was inherited from the server is not the candidate's doing.
        self._inherited_mb = summed_memory_mb(place.pid) if place.group is None else 0.0
        self._peak_mb = 0.0
        self._next_memory = self._next_scratch = 0.0

    def rest(self) -> None:
        """Begin anew: a call that is over in a moment is not looked at."""
        now = time.monotonic()
        self._next_memory, self._next_scratch = now + _MEMORY_EVERY_S, now + _SCRATCH_EVERY_S

    def seconds_to_next(self) -> float:
        """How long the grader may wait before the next look."""
        due = [self._next_memory] if self._place.group is None else []
        due += [self._next_scratch] if self._place.scratch is not None else []
        return max(0.0, min(due) - time.monotonic()) if due else float("inf")

    def look(self, what: str) -> None:
        """Look if it is time to. Raises `CandidateFault` where a limit is passed."""
        now = time.monotonic()
        if self._place.group is None and now >= self._next_memory:
            if self.measure() > self._limits.memory_mb:
                raise self.out_of_memory(what)
            self._next_memory = time.monotonic() + _MEMORY_EVERY_S
        if self._place.scratch is not None and now >= self._next_scratch:
            if scratch_full(self._place.scratch, self._limits.scratch_mb):
                limit = f"the limit of {self._limits.scratch_mb} MiB or {MOST_FILES} files"
                raise CandidateFault("output", f"{what}: wrote more than {limit} to its scratch folder")
            self._next_scratch = time.monotonic() + _SCRATCH_EVERY_S

    def measure(self) -> float:
        """MiB that the session holds now, beyond what it inherited."""
        used = max(0.0, summed_memory_mb(self._place.pid) - self._inherited_mb)
        self._peak_mb = max(self._peak_mb, used)
        return used

    def killed_for_memory(self) -> bool:
        """Has the kernel killed a process of the session for memory? To be asked also when an answer came."""
        return self._place.group is not None and self._place.group.out_of_memory_kills() > 0

    def peak_mb(self) -> float:
        """The most that was seen; the kernel's own count where there is a cgroup."""
        counted = self._place.group.peak_mb() if self._place.group is not None else None
        return self._peak_mb if counted is None else counted

    def out_of_memory(self, what: str) -> CandidateFault:
        """The fault with the limit's value."""
        return CandidateFault("memory", f"{what}: used more than the limit of {self._limits.memory_mb} MiB of memory")


def summed_memory_mb(pid: int) -> float:
    """MiB held by a process and all its descendants, shared pages split between their users; 0 when it is gone."""
    try:
        root = psutil.Process(pid)
        tree = [pid, *(child.pid for child in root.children(recursive=True))]
    except psutil.Error:
        return 0.0
    return sum(_share_kb(member) for member in tree) / 1024


def scratch_full(folder: Path, limit_mb: int) -> bool:
    """Do the files below a folder hold more than `limit_mb`, or are they more than anyone needs?"""
    room, files = limit_mb << 20, MOST_FILES
    for place, _, names in os.walk(folder):
        for name in names:
            files -= 1
            try:
                room -= os.lstat(f"{place}/{name}").st_blocks * 512
            except OSError:  # gone again
                continue
            if room < 0 or files < 0:
                return True
    return False


def _share_kb(pid: int) -> int:
    """A process's proportional share; its resident size, which counts shared pages in full, where that is not told."""
    for file, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            for line in Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8", errors="replace").splitlines():
                if line.startswith(field):
                    return int(line.split()[1])
        except OSError:
            continue
    return 0
