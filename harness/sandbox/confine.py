"""What a freshly forked child does to itself, in order, before it reads the candidate's first byte."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import tempfile
from pathlib import Path

from harness.sandbox import landlock, seccomp, syscalls
from harness.sandbox.frames import send_descriptor
from harness.sandbox.namespaces import BOX, enter_session_namespaces, enter_user_namespace, open_loopback, protect_proc
from harness.sandbox.protocol import ServerLayers, SessionOrder

SESSION_SOCKET = 3
"""The descriptor of the session's socket in the child; all others but the standard three are closed."""


def confine(order: SessionOrder, server: ServerLayers, socket_descriptor: int, log_descriptor: int) -> dict[str, str]:
    """Confine this process and return the layers in force. Raises `OSError` where a step fails: then it must end.

    Where the session may reach a service, the descriptor by which the grader carries that (`harness.sandbox.service`)
    goes ahead of everything else over the session's socket.
    """
    layers: dict[str, str] = {}
    _forget_server(socket_descriptor, log_descriptor)
    work = BOX
    if server.namespaces:
        enter_session_namespaces(order.scratch_mb, [Path(path) for path in server.shown])
        for layer in ("network_namespace", "pid_namespace", "ipc_namespace", "view"):
            layers[layer] = "yes"
        if order.service_port is not None:
            send_descriptor(SESSION_SOCKET, open_loopback(order.service_port).detach())
        if server.user_namespace:
            # One of its own, since the kernel counts a user's processes for each of them: the sessions beside this
            # one must not use up its share. (With a uid for each session that is so already.)
            enter_user_namespace()
            layers["user_namespace"] = "yes"
    else:
        assert order.scratch is not None, "without a view the grader names a scratch folder"
        work = order.scratch
    _clean_surroundings(order, work, private=server.namespaces)
    _set_limits(order, already_there=0 if server.namespaces or order.uid is not None else _threads_of_this_user())
    layers["limits"] = "yes"
    if server.namespaces and os.geteuid() == 0:
        protect_proc()
    _drop_privileges(order, layers)
    if server.landlock:
        shared = ["/proc"] if server.namespaces else ["/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat"]
        write = [work, "/tmp", "/dev/shm", "/dev/null"] if server.namespaces else [work, "/dev/null"]
        abi = landlock.restrict(
            read=[*order.read, *shared],
            list_only=order.list_only,
            write=write,
            devices=order.devices,
            connect=[order.service_port] if server.namespaces and order.service_port is not None else [],
        )
        layers["landlock"] = f"yes, version {abi}"
    if server.seccomp:
        needs = seccomp.FilterNeeds(
            pid_namespace=server.namespaces,
            ipc_namespace=server.namespaces,
            private_network=server.namespaces,
            memory_counted=order.memory_counted,
            own_files_only=server.namespaces or order.uid is not None,
            service=order.service_port is not None,
        )
        if order.service_port is not None and not server.namespaces:
            asking = seccomp.asking_program(syscalls.machine())
            send_descriptor(SESSION_SOCKET, syscalls.load_supervised_filter(asking))
        syscalls.load_seccomp_filter(seccomp.seccomp_program(syscalls.machine(), needs))
        layers["seccomp"] = "yes"
    return layers


def _forget_server(socket_descriptor: int, log_descriptor: int) -> None:
    """Own session and signals; of all descriptors only stdin (empty), the log and the session's socket remain."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    syscalls.die_with_parent()
    os.setsid()
    # Both may stand anywhere: move them above what is overwritten first.
    high_socket, high_log = os.dup(socket_descriptor), os.dup(log_descriptor)
    nothing = os.open("/dev/null", os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(high_log, 1)
    os.dup2(high_log, 2)
    os.dup2(high_socket, SESSION_SOCKET, inheritable=False)
    os.closerange(SESSION_SOCKET + 1, 65536)


def _clean_surroundings(order: SessionOrder, work: str, *, private: bool) -> None:
    os.chdir(work)
    temporary = f"{BOX}/tmp" if private else work
    tempfile.tempdir = None
    surroundings = {
        "PATH": "/usr/bin:/bin",
        "HOME": work,
        "TMPDIR": temporary,
        "TORCHINDUCTOR_CACHE_DIR": f"{temporary}/torchinductor",
        "USER": "answer",
        "LOGNAME": "answer",
        "LANG": "C.UTF-8",
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": str(order.threads),
        "CUDA_VISIBLE_DEVICES": order.cuda_visible,
        "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
    }
    os.environ.clear()
    # One by one: `update` asks every class that calls itself a mapping, and each is a page to be copied.
    for name, value in surroundings.items():
        os.environ[name] = value


def _set_limits(order: SessionOrder, already_there: int) -> None:
    with contextlib.suppress(OSError):  # where the whole machine runs out of memory, an answer goes before the grader
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    private = pages * resource.getpagesize()
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: order.scratch_mb << 20,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CPU: order.cpu_s,
        resource.RLIMIT_NPROC: already_there + order.processes,
        resource.RLIMIT_MEMLOCK: 0,
        # Not RLIMIT_AS, which breaks CUDA's large reservations and many threads; DATA still stops private memory.
        resource.RLIMIT_DATA: private + (order.memory_mb << 20),
    }
    for kind, value in limits.items():
        resource.setrlimit(kind, (value, value))


def _threads_of_this_user() -> int:
    """The limit on processes counts all that a user runs, on a desktop hundreds: a session's own come on top."""
    count = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if folder.stat().st_uid == os.getuid():
                    count += sum(1 for _ in (folder / "task").iterdir())
    return count


def _drop_privileges(order: SessionOrder, layers: dict[str, str]) -> None:
    syscalls.drop_bounding_capabilities()
    if order.uid is not None:
        os.setgroups([])
        os.setresgid(order.uid, order.uid, order.uid)
        os.setresuid(order.uid, order.uid, order.uid)
        layers["own_uid"] = "yes"
    if os.getuid() != 0:  # the kernel does not hold root to its number of processes
        layers["process_limit"] = "yes"
    syscalls.drop_capabilities()
    # A change of uid clears both, so they come (again) after it.
    syscalls.set_dumpable()
    syscalls.die_with_parent()
    syscalls.no_new_privileges()
    layers["no_new_privileges"] = "yes"
    status = Path("/proc/self/status").read_text(encoding="ascii")
    effective = next(line.split()[1] for line in status.splitlines() if line.startswith("CapEff"))
    if int(effective, 16) == 0:
        layers["capabilities"] = "yes"
