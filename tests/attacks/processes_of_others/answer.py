"""Looks into the grader and its neighbours through /proc, ptrace, process_vm_readv and pidfd_getfd; signals them."""

import ctypes
import os
import resource
import signal
from pathlib import Path

from .surroundings import TOLD, Fallback, attempt

libc = ctypes.CDLL(None, use_errno=True)
PIDFD_OPEN, PIDFD_GETFD = 434, 438


def memory_of(pid):
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        if "rw-p" in line:
            with open(f"/proc/{pid}/mem", "rb", 0) as memory:
                memory.seek(int(line.split("-")[0], 16))
                return memory.read(16)
    return None


def read_memory(pid):
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    start = int(Path(f"/proc/{pid}/maps").read_text().split("-")[0], 16)
    here = ctypes.create_string_buffer(16)
    ours, theirs = Vector(ctypes.addressof(here), 16), Vector(start, 16)
    return libc.process_vm_readv(pid, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)


def others():
    """Programs that run here and are not ours: a host's, a sibling session's."""
    names = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) not in (os.getpid(), os.getppid(), 1):
            names.append((folder / "cmdline").read_bytes()[:60])
    return [name for name in names if name] or None


class Solution(Fallback):
    def predict(self, texts):
        victim = TOLD["victim"]
        attempt("others", others)
        for pid in (victim, os.getppid()):
            if pid in (0, 1) and pid != victim:
                continue
            folder = Path(f"/proc/{pid}")
            for name in ("environ", "cmdline", "maps"):
                attempt(f"{name}", lambda folder=folder, name=name: (folder / name).read_bytes()[:80] or None)
            attempt("descriptors", lambda folder=folder: os.listdir(folder / "fd") or None)
            attempt("root", lambda folder=folder: os.listdir(folder / "root") or None)
            attempt("mem", lambda pid=pid: memory_of(pid))
            attempt("process_vm_readv", lambda pid=pid: read_memory(pid) if pid == victim else -1)
            attempt("ptrace", lambda pid=pid: libc.ptrace(16, pid, 0, 0) == 0 if pid == victim else None)
            descriptor = libc.syscall(PIDFD_OPEN, pid, 0)
            attempt("pidfd_getfd", lambda descriptor=descriptor: libc.syscall(PIDFD_GETFD, descriptor, 0, 0))
        attempt("limits", lambda: resource.prlimit(victim, resource.RLIMIT_NOFILE, (64, 64)))
        attempt("processors", lambda: os.sched_setaffinity(victim, {0}) or "moved")
        attempt("priority", lambda: os.setpriority(os.PRIO_PROCESS, victim, 19) or "lowered")
        attempt("signal", lambda: os.kill(victim, signal.SIGUSR1) is None)
        return super().predict(texts)
