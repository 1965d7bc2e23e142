"""An own set of namespaces and an own root, for the server and all that it forks.

Every step that a host may refuse is tried first in a child that is thrown away, so that the server is never left in
a half-built state: a host may allow a user namespace and refuse the mounts in it.
"""

from __future__ import annotations

import fcntl
import os
import socket
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

from harness.sandbox import syscalls
from harness.sandbox.syscalls import (
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
)

BOX = "/box"
"""Where a session's scratch space is mounted in the view."""
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_NAMES = ("net", "ipc", "uts", "pid", "mount")


def probe(build: Callable[[], None]) -> str | None:
    """Run `build` in a throwaway child; None where it worked, else the reason."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            build()
            os._exit(0)
        except BaseException as error:
            os.write(writing, str(error).encode()[:400])
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        reason = pipe.read().decode("utf-8", "replace")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return None if status == 0 else reason or f"the probe ended with {status}"


def enter_namespaces(shown: Sequence[Path], hidden: Sequence[Path], devices: Sequence[Path]) -> None:
    """Leave every shared namespace and see only `shown`. Afterwards this process is pid 1 of its own tree.

    The caller must be single-threaded, since a user namespace is not given to a process with threads. Returns in
    the new pid 1; the processes in between wait for it and pass its end on.
    """
    if os.geteuid() != 0:
        enter_user_namespace()
    syscalls.unshare(*_NAMES)
    wait_for_child_and_exit_unless_child()
    syscalls.mount(None, "/", None, MS_REC | MS_PRIVATE)
    _build_root(shown, hidden, devices)


def wait_for_child_and_exit_unless_child() -> None:
    """Fork; the parent waits for the child and ends as it does, the child returns and dies with the parent."""
    child = os.fork()
    if child:
        os.closerange(3, 65536)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
    syscalls.die_with_parent()


def enter_session_namespaces(scratch_mb: int, shown: Sequence[Path]) -> None:
    """In a session's child, already in its own pid namespace: own mounts, IPC, network, /proc, scratch.

    The scratch space covers /tmp; what of `shown` lies below it is brought up again.
    """
    syscalls.unshare("mount", "ipc", "net")
    covered = {path: os.open(path, os.O_PATH) for path in shown if Path("/tmp") in path.parents}
    size = f"size={scratch_mb}m,nr_inodes=20000,mode=1777"
    syscalls.mount("tmpfs", BOX, "tmpfs", MS_NOSUID | MS_NODEV, size)
    for name, target in (("tmp", "/tmp"), ("shm", "/dev/shm")):
        folder = Path(BOX) / name
        folder.mkdir()
        folder.chmod(0o1777)
        syscalls.mount(str(folder), target, None, MS_BIND)
    for path, descriptor in covered.items():
        path.mkdir(parents=True, exist_ok=True)
        syscalls.mount(f"/proc/self/fd/{descriptor}", str(path), None, MS_BIND | MS_REC)  # read-only as it was
        os.close(descriptor)
    syscalls.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def open_loopback(port: int) -> socket.socket:
    """Bring up the loopback of this process's own network, and listen to one port of it."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    fcntl.ioctl(listener, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return listener


def protect_proc() -> None:
    """Make /proc read-only. To uid 0 its switches for the whole machine are open, with or without capabilities."""
    flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC
    syscalls.mount(None, "/proc", None, flags)


def enter_user_namespace() -> None:
    """A user namespace in which this user is itself: it gives the right to make the others, for a user who has none."""
    uid, gid = os.getuid(), os.getgid()
    syscalls.unshare("user")
    for file, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        Path(f"/proc/self/{file}").write_text(text, encoding="ascii")


def _build_root(shown: Sequence[Path], hidden: Sequence[Path], devices: Sequence[Path]) -> None:
    """A new root on a tmpfs that holds what is listed, read-only, and nothing else."""
    root = Path("/tmp")
    paths = [path for path in [*shown, *devices] if path.exists()]
    # Opened first: the new root hides what lies under the folder that it is mounted on.
    sources = {path: os.open(path, os.O_PATH) for path in paths if not _is_top_level_link(path)}
    links = {path: path.readlink() for path in paths if _is_top_level_link(path)}
    walls = {path for path in hidden if any(path.is_relative_to(place) for place in sources) and path.is_dir()}
    syscalls.mount("tmpfs", str(root), "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,mode=755")
    for path, link in links.items():
        (root / path.relative_to("/")).symlink_to(link)
    # Outermost first, so that what is shown inside of something hidden comes on top of its wall, and the reverse.
    for path in sorted({*sources, *walls}, key=lambda path: len(path.parts)):
        target = root / path.relative_to("/")
        if path in walls:
            syscalls.mount("tmpfs", str(target), "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,mode=755")
            continue
        source = f"/proc/self/fd/{sources[path]}"
        if not target.exists():
            if Path(source).is_dir():
                target.mkdir(parents=True, exist_ok=True)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.touch()
        syscalls.mount(source, str(target), None, MS_BIND | MS_REC)
        os.close(sources[path])
    for folder in ("tmp", "box", "proc", "dev/shm", ".old"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    os.chdir(root)
    syscalls.pivot_root(".", ".old")
    os.chdir("/")
    # The old /proc stays until a fresh one is mounted: a user namespace may mount proc only where one is visible.
    syscalls.mount("/.old/proc", "/proc", None, MS_BIND | MS_REC)
    syscalls.make_read_only("/")
    syscalls.detach("/.old")
    # Imports want a writable temporary folder and remember its path, so it is the one that sessions will have.
    syscalls.mount("tmpfs", BOX, "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,mode=1777")
    (Path(BOX) / "tmp").mkdir(mode=0o777)
    syscalls.mount("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,mode=1777")
    syscalls.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def _is_top_level_link(path: Path) -> bool:
    """`/bin` and the like are links on merged systems; they are made anew instead of followed."""
    return path.is_symlink() and path.parent == Path("/")
