"""What a session's processes hold, as /proc tells it: memory with shared pages split, files that have no name left."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

MOST_FILES = 20_000
"""As many inodes as the scratch space of a session with a view of its own has."""


def members(leader: int, *, in_group: bool) -> list[int]:
    """The processes of a session: a pid namespace's are its first one's descendants.

    Without a pid namespace an orphan moves to another parent, and none can leave the process group: `in_group`.
    """
    if not in_group:
        return _descendants(leader)
    found = []
    for name in os.listdir("/proc"):  # noqa: PTH208 - a thousand Path objects less, ten times a second
        if name.isdigit():
            try:
                if os.getpgid(int(name)) == leader:
                    found.append(int(name))
            except ProcessLookupError:
                continue
    return found


def group_is_alive(leader: int) -> bool:
    """Has a process group a member that has not ended? (Zombies have, and it may be that nobody buries them.)"""
    for pid in members(leader, in_group=True):
        try:
            stat_line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if stat_line.rpartition(")")[2].split()[0] not in ("Z", "X"):
            return True
    return False


def _descendants(pid: int) -> list[int]:
    """A process and all below it. The kernel lists the children of each thread, where it was built to."""
    if not Path("/proc/self/task", str(os.getpid()), "children").exists():
        try:
            return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
        except psutil.Error:
            return []
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            for task in os.listdir(f"/proc/{one}/task"):  # noqa: PTH208
                waiting += map(int, Path(f"/proc/{one}/task/{task}/children").read_text(encoding="ascii").split())
        except OSError:  # gone by now
            continue
    return found


@dataclass(frozen=True, slots=True)
class Memory:
    """KiB that a process holds: alone, and as its share of what others hold too; `shared` is all of the latter."""

    private: int
    share: int
    shared: int


def memory_of(pid: int) -> Memory:
    """What a process holds now; nothing when it is gone. Where its maps cannot be read, all of it counts as shared."""
    told = _numbers(pid, "smaps_rollup")
    if told:
        private = told["Private_Clean"] + told["Private_Dirty"]
        return Memory(private, told["Pss"] - private, told["Shared_Clean"] + told["Shared_Dirty"])
    resident = _numbers(pid, "status").get("VmRSS", 0)
    return Memory(0, resident, resident)


def scratch_full(folder: Path, limit_mb: int, pids: Iterable[int]) -> bool:
    """Do the files of a folder hold more than `limit_mb`, or are they more than anyone needs?

    Files and folders count, and files without a name that one of `pids` has open. A file that only a mapping still
    holds can be of any size that the limit allows to one file, so it counts as the whole limit.
    """
    room, entries = limit_mb << 20, MOST_FILES
    for place, folders, names in os.walk(folder):
        entries -= len(folders) + len(names)
        for name in names:
            try:
                room -= os.lstat(f"{place}/{name}").st_blocks * 512
            except OSError:  # gone again
                continue
        if room < 0 or entries < 0:
            return True
    nameless: dict[int, int] = {}
    mapped: set[int] = set()
    for pid in pids:
        try:
            nameless |= _nameless(pid, folder)
            mapped |= _mapped_and_nameless(pid, folder)
        except PermissionError:
            if _has_memory(pid):  # it has made itself unreadable, which no honest answer does
                return True
        except OSError:
            continue
    return sum(nameless.values()) > room or not mapped <= nameless.keys()


def _has_memory(pid: int) -> bool:
    """Is the process more than one that has ended and waits to be buried, whose files only root may look at?"""
    try:
        return Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0] != "0"
    except OSError:
        return False


def _nameless(pid: int, folder: Path) -> dict[int, int]:
    """Bytes by inode of the deleted files of a folder that a process has open."""
    held = {}
    for name in os.listdir(f"/proc/{pid}/fd"):  # noqa: PTH208
        place = f"/proc/{pid}/fd/{name}"
        try:
            if os.readlink(place).startswith(f"{folder}/"):  # noqa: PTH115
                found = os.stat(place)  # noqa: PTH116
                if found.st_nlink == 0 and stat.S_ISREG(found.st_mode):
                    held[found.st_ino] = found.st_blocks * 512
        except FileNotFoundError:
            continue
    return held


def _mapped_and_nameless(pid: int, folder: Path) -> set[int]:
    """The inodes of the deleted files of a folder that a process has mapped."""
    lines = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    fields = (line.split(maxsplit=5) for line in lines if line.endswith(" (deleted)"))
    return {int(inode) for *_, inode, place in fields if place.startswith(f"{folder}/")}


def _numbers(pid: int, file: str) -> dict[str, int]:
    """The lines `Name:  123 kB` of a file below /proc/PID; none where it cannot be read."""
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    fields = (line.split() for line in text.splitlines() if line.endswith(" kB"))
    return {name.rstrip(":"): int(number) for name, number, _ in fields}
