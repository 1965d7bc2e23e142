"""Runs a command as a user without any privilege, from root: `python as_ordinary_user.py COMMAND ...`.

An interpreter in root's own home is out of such a user's reach. In a mount namespace of this process alone, the closed
folder is covered by an open one that shows the interpreter and nothing else.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from harness.sandbox import syscalls
from harness.sandbox.ground import closed_to_others

UID = 54321


def open_up(folder: Path) -> None:
    """Let other users reach `folder`."""
    for _ in range(4):
        closed = closed_to_others([folder], above=True)
        if closed is None or closed == folder:
            return
        source = os.open(folder, os.O_PATH)
        syscalls.mount("tmpfs", str(closed), "tmpfs", 0, "size=1m,mode=755")
        folder.mkdir(parents=True)
        syscalls.mount(f"/proc/self/fd/{source}", str(folder), None, syscalls.MS_BIND | syscalls.MS_REC)
        os.close(source)


def main() -> None:
    """Give up root and run the command."""
    syscalls.unshare("mount")
    syscalls.mount(None, "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
    for folder in (sys.base_prefix, sys.prefix):
        open_up(Path(folder).resolve())
    os.setgroups([])
    os.setresgid(UID, UID, UID)
    os.setresuid(UID, UID, UID)
    os.environ.update(HOME="/tmp", USER="somebody", LOGNAME="somebody", PYTHONDONTWRITEBYTECODE="1")
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
