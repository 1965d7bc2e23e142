"""The Linux system calls that Python has no function for, by name, on x86-64 and aarch64."""

from __future__ import annotations

import ctypes
import os
import platform
import struct

_libc = ctypes.CDLL(None, use_errno=True)

CLONE_FLAGS = {
    "mount": 0x00020000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid": 0x20000000,
    "net": 0x40000000,
}
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = (
    1, 2, 4, 8, 32, 4096, 16384, 1 << 18
)  # fmt: skip
_MOUNT_ATTR_RDONLY, _MOUNT_ATTR_NOSUID = 1, 2
_AT_FDCWD, _AT_RECURSIVE, _MNT_DETACH = -100, 0x8000, 2
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 1, 4, 24, 36, 38
_LAST_CAPABILITY = 40

NUMBERS = {
    "x86_64": {"pivot_root": 155, "capset": 126, "seccomp": 317, "mount_setattr": 442},
    "aarch64": {"pivot_root": 41, "capset": 91, "seccomp": 277, "mount_setattr": 442},
}
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same on every architecture


def machine() -> str:
    """`x86_64` or `aarch64`; anything else has no table here and raises `OSError`."""
    name = platform.machine()
    if name not in NUMBERS:
        raise OSError(f"no system-call table for {name}")
    return name


def syscall(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | bytes | None) -> int:
    """A raw system call; raises `OSError` on failure."""
    converted = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    return _check(_libc.syscall(ctypes.c_long(number), *converted), f"system call {number}")


def unshare(*names: str) -> None:
    """Leave the named namespaces for new ones."""
    _check(_libc.unshare(sum(CLONE_FLAGS[name] for name in names)), "unshare " + "+".join(names))


def setns(descriptor: int, name: str) -> None:
    """Enter (for `pid`: let children enter) the namespace behind a descriptor."""
    _check(_libc.setns(descriptor, CLONE_FLAGS[name]), f"setns {name}")


def mount(source: str | None, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """mount(2)."""
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    result = _libc.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])
    _check(result, f"mount {target}")


def make_read_only(path: str) -> None:
    """Every mount below `path` becomes read-only and ignores set-user-ID bits."""
    attributes = struct.pack("QQQQ", _MOUNT_ATTR_RDONLY | _MOUNT_ATTR_NOSUID, 0, 0, 0)
    buffer = ctypes.create_string_buffer(attributes, len(attributes))
    number = NUMBERS[machine()]["mount_setattr"]
    syscall(number, _AT_FDCWD, path.encode(), _AT_RECURSIVE, buffer, len(attributes))


def pivot_root(new: str, put_old: str) -> None:
    """Make `new` the root and hang the old one below it."""
    syscall(NUMBERS[machine()]["pivot_root"], new.encode(), put_old.encode())


def detach(path: str) -> None:
    """Take a mount away, at once from sight and for good when its last user goes."""
    _check(_libc.umount2(path.encode(), _MNT_DETACH), f"umount {path}")


def die_with_parent(with_signal: int = 9) -> None:
    """SIGKILL when the thread that made this process ends. A change of uid clears it: call again after one."""
    _prctl(_PR_SET_PDEATHSIG, with_signal)


def adopt_orphans() -> None:
    """Orphaned descendants become children of this process."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def set_dumpable() -> None:
    """Let /proc/self be readable again after a change of uid."""
    _prctl(_PR_SET_DUMPABLE, 1)


def no_new_privileges() -> None:
    """No set-user-ID program gives a privilege to this process or its children ever after."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def drop_bounding_capabilities() -> None:
    """Empty the set that capabilities could ever be regained from; without privilege there is nothing to drop."""
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0)


def drop_capabilities() -> None:
    """No effective, permitted or inheritable capability remains."""
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0), 8)
    syscall(NUMBERS[machine()]["capset"], header, ctypes.create_string_buffer(24))


def load_seccomp_filter(program: bytes) -> None:
    """Install a BPF program over system calls, for all threads to come; with others, the strictest verdict holds."""
    _load_filter(program, 0)


def load_supervised_filter(program: bytes) -> int:
    """As `load_seccomp_filter`; returns the descriptor from which a supervisor reads the calls handed to it."""
    new_listener = 8
    return _load_filter(program, new_listener)


def _load_filter(program: bytes, flags: int) -> int:
    buffer = ctypes.create_string_buffer(program, len(program))
    filter_program = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    set_mode_filter = 1
    pointer = ctypes.create_string_buffer(filter_program, len(filter_program))
    return syscall(NUMBERS[machine()]["seccomp"], set_mode_filter, flags, pointer)


def collapse_pages(start: int, length: int) -> bool:
    """Could the kernel put this stretch of memory into huge pages? (MADV_COLLAPSE)"""
    advice = 25
    return bool(_libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), advice) == 0)


def _prctl(option: int, argument: int) -> None:
    _check(_libc.prctl(option, ctypes.c_ulong(argument), 0, 0, 0), f"prctl {option}")


def _check(result: int, what: str) -> int:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result
