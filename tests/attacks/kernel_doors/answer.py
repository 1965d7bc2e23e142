"""Tries the kernel's doors: mounts, namespaces, tracing, keyrings, bpf, io_uring, userfaultfd, perf; foreign files."""

import ctypes
import os
import platform
import stat
import sys
from pathlib import Path

from .surroundings import TOLD, Fallback, attempt

libc = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
NUMBERS = {  # x86-64, aarch64
    "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241), "io_uring_setup": (425, 425),
    "keyctl": (250, 219), "add_key": (248, 217), "memfd_secret": (447, 447), "fsopen": (430, 430),
    "open_by_handle_at": (304, 265), "kexec_load": (246, 104), "init_module": (175, 105), "clone3": (435, 435),
    "pidfd_getfd": (438, 438), "process_vm_writev": (311, 271), "name_to_handle_at": (303, 264),
    "open_tree": (428, 428),
}  # fmt: skip


def changed(path, what, value):
    """Has the file that value now? It is asked, since a refused call may say that it worked."""
    return getattr(os.stat(path), what) == value


def call(name, *arguments):
    return libc.syscall(NUMBERS[name][0 if X86 else 1], *arguments) >= 0 or None


def escaping_clone():
    """A child in a user namespace of its own, made by the old call."""
    CLONE_NEWUSER, SIGCHLD = 0x10000000, 17
    child = libc.syscall(56 if X86 else 220, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    return child > 0 and os.waitpid(child, 0)[0]


def traced_child():
    child = os.fork()
    if child == 0:
        os._exit(0 if libc.ptrace(0, 0, 0, 0) == 0 else 1)
    return os.waitpid(child, 0)[1] == 0 or None


def foreign_architecture():
    """A call by the 32-bit numbers of x86-64's other table."""
    return libc.syscall(0x40000000 + 39) > 0 or None


def with_root_bit():
    program = Path("su")
    program.write_bytes(Path(sys.executable).read_bytes()[:64])
    program.chmod(0o4755)
    return os.geteuid() == 0 and os.getuid() != 0


class Solution(Fallback):
    def predict(self, texts):
        secret = TOLD["secret"]
        attempt("chmod", lambda: os.chmod(secret, 0o777) or changed(secret, "st_mode", 0o100777))
        attempt("utime", lambda: os.utime(secret, (1, 1)) or changed(secret, "st_mtime", 1))
        attempt("attribute", lambda: os.setxattr(secret, "user.note", b"for the next") or "written")
        attempt("truncate", lambda: os.truncate(secret, 1) or "emptied")
        attempt("unlink", lambda: os.unlink(secret) or "removed")
        attempt("make", lambda: open(TOLD["touched"], "x").close() or os.path.exists(TOLD["beyond"] + "/socket"))
        for path in ("/etc/passwd", "/usr/bin/env", sys.executable):  # where this works, no harm is done
            attempt(f"write {path}", lambda path=path: open(path, "r+b").close() or "open")
        attempt("device", lambda: os.mknod("disk", 0o600 | stat.S_IFBLK, os.makedev(8, 0)) or "made")
        attempt("mount", lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0 or None)
        attempt("remount", lambda: libc.mount(None, b"/", None, 32 | 4096, None) == 0 or None)
        attempt("umount", lambda: libc.umount2(b"/proc", 2) == 0 or None)
        attempt("chroot", lambda: libc.chroot(b".") == 0 or None)
        for name, flag in (("user", 0x10000000), ("mount", 0x20000), ("network", 0x40000000), ("pid", 0x20000000)):
            attempt(f"unshare {name}", lambda flag=flag: libc.unshare(flag) == 0 or None)
        attempt("clone", escaping_clone)
        attempt("setns", lambda: libc.setns(os.open("/proc/self/ns/net", os.O_RDONLY), 0) == 0 or None)
        attempt("ptrace", traced_child)
        attempt("x32", foreign_architecture)
        attempt("keyring", lambda: call("keyctl", 0, -3, 1))
        attempt("key", lambda: call("add_key", b"user", b"note", b"for the next", 12, -4))
        attempt("bpf", lambda: call("bpf", 0, ctypes.create_string_buffer(128), 128))
        attempt("io_uring", lambda: call("io_uring_setup", 4, ctypes.create_string_buffer(120)))
        attempt("userfaultfd", lambda: call("userfaultfd", 1))
        attempt(
            "perf", lambda: call("perf_event_open", ctypes.create_string_buffer(b"\1\0\0\0\x70", 112), 0, -1, -1, 0)
        )
        attempt("memfd_secret", lambda: call("memfd_secret", 0))
        attempt("fsopen", lambda: call("fsopen", b"tmpfs", 0))
        attempt("open_tree", lambda: call("open_tree", -100, b"/", 1))
        attempt("module", lambda: call("init_module", b"", 0, b""))
        attempt("setuid", lambda: os.setuid(0) or (os.getuid() == 0 and "root"))
        attempt("root bit", with_root_bit)
        attempt("priority", lambda: os.nice(-5) or "raised")
        attempt("hostname", lambda: libc.sethostname(b"mine", 4) == 0 or None)
        attempt("sysctl", lambda: Path("/proc/sys/kernel/hostname").write_text("mine"))
        attempt("memory order", lambda: Path("/proc/self/oom_score_adj").write_text("-1000"))
        attempt("cgroup", lambda: os.listdir("/sys/fs/cgroup") or None)
        return super().predict(texts)
