"""A cgroup for each session where this host lets us make one: memory and processes counted by the kernel.

Where the CPU controller is there too, each session has an equal share of the processors, however many processes it
keeps busy.

Version 1 where its controllers are mounted and writable, version 2 where a writable group with the controllers is
delegated. Groups are named after the grader's process, so that those of a killed grader are swept by the next.
Version 2 allows a group either processes or groups below it with limits: a grader that is alone in its group moves
down into one of its own and so makes room for sessions beside it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from harness.sandbox import owner

_NAME = re.compile(rf"harness-({owner.TAG.pattern})-\d+")
_GRADERS_GROUP = "harness-grader"
_NEEDED = {"memory", "pids"}
_numbers = itertools.count(1)  # one count for all sandboxes of this process
_MOUNT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Where groups are made: one folder in version 2, one a controller in version 1."""

    version: int
    roots: tuple[Path, ...]

    def open(self, memory_mb: int, processes: int) -> Group:
        """A new group with its limits; raises `OSError` where the host refuses."""
        name = f"harness-{owner.tag()}-{next(_numbers)}"
        group = Group(tuple(root / name for root in self.roots))
        try:
            for folder in group.folders:
                folder.mkdir()
            group.limit(memory_mb, processes)
        except OSError:
            group.close()
            raise
        return group


@dataclass(frozen=True, slots=True)
class Group:
    """One session's group."""

    folders: tuple[Path, ...]

    def limit(self, memory_mb: int, processes: int) -> None:
        """Bound memory (swap too) and the number of processes."""
        memory = str(memory_mb << 20)
        for folder in self.folders:
            for file, value in (
                ("memory.limit_in_bytes", memory),
                ("memory.memsw.limit_in_bytes", memory),
                ("memory.max", memory),
                ("memory.swap.max", "0"),
                ("memory.oom.group", "1"),
                ("pids.max", str(processes)),
            ):
                if (folder / file).exists():
                    (folder / file).write_text(value, encoding="ascii")

    def add(self, pid: int) -> None:
        """Put a process, and so all its descendants to come, into the group."""
        for folder in self.folders:
            (folder / "cgroup.procs").write_text(str(pid), encoding="ascii")

    def out_of_memory_kills(self) -> int:
        """How many processes of the group the kernel has killed for memory; asked also when an answer came."""
        for folder in self.folders:
            for file in ("memory.oom_control", "memory.events"):
                with contextlib.suppress(OSError):
                    for line in (folder / file).read_text(encoding="ascii").splitlines():
                        if line.startswith("oom_kill "):
                            return int(line.split()[1])
        return 0

    def peak_mb(self) -> float | None:
        """The most memory that the group held at once, where the kernel counts it."""
        for folder in self.folders:
            for file in ("memory.max_usage_in_bytes", "memory.peak"):
                with contextlib.suppress(OSError, ValueError):
                    return int((folder / file).read_text(encoding="ascii")) / 2**20
        return None

    def close(self) -> None:
        """Remove the group; its last processes may take a moment to leave."""
        for folder in self.folders:
            _remove(folder)


def find_hierarchy() -> Hierarchy | str:
    """Where groups can be made, or why none can."""
    version_1 = [root for root in (_own_group("memory"), _own_group("pids")) if root is not None]
    if len(version_1) == 2:
        shares = _own_group("cpu")
        usable: Hierarchy | str = "no CPU controller"
        if shares is not None:
            usable = _try(Hierarchy(1, (*version_1, shares)))
        if isinstance(usable, str):
            usable = _try(Hierarchy(1, tuple(version_1)))
        if not isinstance(usable, str):
            return usable
        reason = usable
    else:
        reason = "no memory and pids controllers are mounted"
    unified = _own_group("")
    if unified is not None:
        if unified.name == _GRADERS_GROUP:
            unified = unified.parent
        refusal = make_room(unified)
        if refusal is None:
            return _try(Hierarchy(2, (unified,)))
        reason = refusal
    return reason


def make_room(group: Path) -> str | None:
    """Have a version-2 group hand its controllers down to groups below it; None where it does, else why not."""
    try:
        if set((group / "cgroup.subtree_control").read_text(encoding="ascii").split()) >= _NEEDED:
            return None
        offered = set((group / "cgroup.controllers").read_text(encoding="ascii").split())
        if not offered >= _NEEDED:
            return "the unified hierarchy delegates no memory and pids controllers here"
        if (group / "cgroup.procs").read_text(encoding="ascii").split() != [str(os.getpid())]:
            return "this process shares its cgroup with others"
        below = group / _GRADERS_GROUP
        below.mkdir(exist_ok=True)
        (below / "cgroup.procs").write_text(str(os.getpid()), encoding="ascii")
        wanted = " ".join(f"+{controller}" for controller in sorted(offered & {*_NEEDED, "cpu"}))
        (group / "cgroup.subtree_control").write_text(wanted, encoding="ascii")
    except OSError as error:
        return str(error)
    return None


def sweep(hierarchy: Hierarchy) -> None:
    """Remove the groups that graders which are no more have left behind."""
    for root in hierarchy.roots:
        for folder in root.glob("harness-*"):
            match = _NAME.fullmatch(folder.name)
            if match and owner.is_gone(match[1]):
                with contextlib.suppress(OSError):
                    for pid in (folder / "cgroup.procs").read_text(encoding="ascii").split():
                        os.kill(int(pid), signal.SIGKILL)
                _remove(folder)


def _own_group(controller: str) -> Path | None:
    """The folder of this process's own group under a version-1 controller, or under the unified hierarchy ("")."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    for line in lines:
        _, names, path = line.split(":", 2)
        if names.split(",") != [controller] and not (controller and controller in names.split(",")):
            continue
        bases = [_MOUNT / names, _MOUNT / controller] if controller else [_MOUNT, _MOUNT / "unified"]
        for base in bases:
            folder = base / path.lstrip("/")
            if (folder / "cgroup.procs").exists() and os.access(folder, os.W_OK):
                return folder
            # In a container the path is the host's and the mount shows our own group as its root.
            if (base / "cgroup.procs").exists() and os.access(base, os.W_OK):
                return base
    return None


def _try(hierarchy: Hierarchy) -> Hierarchy | str:
    try:
        hierarchy.open(64, 8).close()
    except OSError as error:
        return str(error)
    return hierarchy


def _remove(folder: Path) -> None:
    for _ in range(200):
        try:
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.005)
        else:
            return
