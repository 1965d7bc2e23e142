"""Names what a grader leaves on the host, so that the next grader can tell a living owner's things from litter.

A pid alone will not do: in a container every grader is pid 1 or 7. The process's start time tells them apart.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

TAG = re.compile(r"(\d+)-(\d+)")


def tag() -> str:
    """This process as `pid-starttime`."""
    pid = os.getpid()
    return f"{pid}-{_start_time(pid)}"


def is_gone(owner: str) -> bool:
    """Has the process that this tag names ended?"""
    match = TAG.fullmatch(owner)
    return match is not None and _start_time(int(match[1])) != match[2]


def _start_time(pid: int) -> str | None:
    """Clock ticks from boot to the process's start; None where there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name, second and in brackets, may hold anything, so the fields are counted from behind its bracket.
    return stat.rpartition(")")[2].split()[19]
