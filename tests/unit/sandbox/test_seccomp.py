"""The filter's program, run by a small BPF machine of the test's own, decides each call as the layers ask."""

from __future__ import annotations

import dataclasses
import errno
import struct

import pytest

from harness.sandbox.seccomp import AUDIT_ARCH, FilterNeeds, asking_program, seccomp_program

ALLOW, KILL, ASK, PRETEND = "allow", "kill", "ask", 0
MACHINES = ("x86_64", "aarch64")
LEFT_TO_IT = ("pid_namespace", "ipc_namespace", "private_network", "memory_counted", "own_files_only")
FULL, BARE = FilterNeeds(**dict.fromkeys(LEFT_TO_IT, True)), FilterNeeds(**dict.fromkeys(LEFT_TO_IT, False))
# From the kernel's tables (asm/unistd_64.h and asm-generic/unistd.h), written down apart from the product's.
NUMBERS = {
    "x86_64": {
        "read": 0, "mmap": 9, "ioctl": 16, "madvise": 28, "shmget": 29, "socket": 41, "connect": 42, "socketpair": 53,
        "clone": 56, "fork": 57, "execve": 59, "kill": 62, "ptrace": 101, "setpgid": 109, "setsid": 112,
        "pivot_root": 155, "prctl": 157, "mount": 165, "umount2": 166, "reboot": 169, "futex": 202, "mq_open": 240,
        "add_key": 248, "keyctl": 250, "openat": 257, "unshare": 272, "perf_event_open": 298, "setns": 308,
        "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313, "seccomp": 317, "getrandom": 318,
        "memfd_create": 319, "bpf": 321, "userfaultfd": 323, "io_uring_setup": 425, "io_uring_enter": 426,
        "open_tree": 428, "move_mount": 429, "pidfd_open": 434, "clone3": 435, "pidfd_getfd": 438,
        "mount_setattr": 442, "kexec_load": 246, "open_by_handle_at": 304, "inotify_init1": 294, "sendmsg": 46,
        "sendmmsg": 307, "sendto": 44, "prlimit64": 302, "sched_setaffinity": 203, "setpriority": 141, "shmat": 30,
        "shmctl": 31, "msgctl": 71, "semctl": 66, "mq_unlink": 241, "fchmod": 91, "fchmodat": 268, "fchownat": 260,
        "utimensat": 280, "fsetxattr": 190, "chmod": 90, "bind": 49, "listen": 50, "accept": 43, "accept4": 288,
    },
    "aarch64": {
        "read": 63, "mmap": 222, "ioctl": 29, "madvise": 233, "shmget": 194, "socket": 198, "connect": 203,
        "socketpair": 199, "clone": 220, "execve": 221, "kill": 129, "ptrace": 117, "setpgid": 154, "setsid": 157,
        "pivot_root": 41, "prctl": 167, "mount": 40, "umount2": 39, "reboot": 142, "futex": 98, "mq_open": 180,
        "add_key": 217, "keyctl": 219, "openat": 56, "unshare": 97, "perf_event_open": 241, "setns": 268,
        "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273, "seccomp": 277, "getrandom": 278,
        "memfd_create": 279, "bpf": 280, "userfaultfd": 282, "io_uring_setup": 425, "io_uring_enter": 426,
        "open_tree": 428, "move_mount": 429, "pidfd_open": 434, "clone3": 435, "pidfd_getfd": 438,
        "mount_setattr": 442, "kexec_load": 104, "open_by_handle_at": 265, "inotify_init1": 26, "sendmsg": 211,
        "sendmmsg": 269, "sendto": 206, "prlimit64": 261, "sched_setaffinity": 122, "setpriority": 140, "shmat": 196,
        "shmctl": 195, "msgctl": 187, "semctl": 191, "mq_unlink": 181, "fchmod": 52, "fchmodat": 53, "fchownat": 54,
        "utimensat": 88, "fsetxattr": 7, "bind": 200, "listen": 201, "accept": 202, "accept4": 242,
    },
}  # fmt: skip
ALWAYS_REFUSED = (
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "mount", "umount2", "pivot_root", "open_tree",
    "move_mount", "mount_setattr", "unshare", "setns", "reboot", "kexec_load", "finit_module", "add_key", "keyctl",
    "perf_event_open", "bpf", "userfaultfd", "io_uring_setup", "io_uring_enter", "open_by_handle_at",
    "inotify_init1",
)  # fmt: skip
ALWAYS_ALLOWED = (
    "read", "mmap", "madvise", "execve", "kill", "prctl", "futex", "openat", "seccomp", "getrandom", "pidfd_open",
    "connect", "sendto",
)  # fmt: skip


def decide(program: bytes, data: bytes) -> str | int:
    """Classic BPF as seccomp uses it: what the program returns for a `struct seccomp_data`."""
    instructions = list(struct.iter_unpack("HBBI", program))
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, value = instructions[at]
        at += 1
        match code:
            case 0x20:  # load a word
                assert value % 4 == 0
                (accumulator,) = struct.unpack_from("=I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                at += if_true if accumulator == value else if_false
            case 0x35:
                at += if_true if accumulator >= value else if_false
            case 0x45:
                at += if_true if accumulator & value else if_false
            case 0x06:
                return (
                    {0x7FFF0000: ALLOW, 0x80000000: KILL, 0x7FC00000: ASK}[value]
                    if value >> 16 != 5
                    else value & 0xFFFF
                )
            case _:
                raise AssertionError(f"an instruction that seccomp does not know: {code:#x}")


def call(
    machine: str, needs: FilterNeeds, name: str | int, *arguments: int, architecture: int | None = None
) -> str | int:
    number = NUMBERS[machine][name] if isinstance(name, str) else name
    arguments = (*arguments, *[0] * 6)[:6]
    data = struct.pack("=IIQ6Q", number, architecture or AUDIT_ARCH[machine], 0, *arguments)
    return decide(seccomp_program(machine, needs), data)


@pytest.mark.parametrize("name", ALWAYS_REFUSED)
@pytest.mark.parametrize("machine", MACHINES)
def test_what_no_answer_needs_is_refused(machine: str, name: str) -> None:
    assert call(machine, FULL, name) == errno.EPERM


@pytest.mark.parametrize("name", ALWAYS_ALLOWED)
@pytest.mark.parametrize("machine", MACHINES)
def test_what_answers_need_is_allowed(machine: str, name: str) -> None:
    assert call(machine, FULL, name) == call(machine, BARE, name) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_a_foreign_architecture_is_killed(machine: str) -> None:
    i386, arm, other = 0x40000003, 0x40000028, AUDIT_ARCH["aarch64" if machine == "x86_64" else "x86_64"]
    for architecture in (i386, arm, other):
        assert call(machine, FULL, "read", architecture=architecture) == KILL


def test_x32_calls_do_not_exist() -> None:
    assert call("x86_64", FULL, 0x40000000) == errno.ENOSYS
    assert call("x86_64", FULL, 0x40000000 + 520) == errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_processes_and_threads_but_no_namespaces(machine: str) -> None:
    thread = 0x3D0F00
    assert call(machine, FULL, "clone", thread) == ALLOW
    assert call(machine, FULL, "clone", 17) == ALLOW
    for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert call(machine, FULL, "clone", thread | flag) == errno.EPERM
    assert call(machine, FULL, "clone3", 0) == errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_sockets(machine: str) -> None:
    unix, inet, inet6, netlink, packet, vsock, alg = 1, 2, 10, 16, 17, 40, 38
    assert call(machine, FULL, "socket", unix) == ALLOW
    assert call(machine, BARE, "socket", unix) == errno.EAFNOSUPPORT
    for family in (0, inet, inet6, netlink, packet, vsock, alg):
        assert call(machine, FULL, "socket", family) == errno.EAFNOSUPPORT
        assert call(machine, BARE, "socket", family) == errno.EAFNOSUPPORT
        assert call(machine, FULL, "socketpair", family) == errno.EAFNOSUPPORT
    assert call(machine, BARE, "socketpair", unix) == ALLOW


@pytest.mark.parametrize("needs", [FULL, BARE])
@pytest.mark.parametrize("machine", MACHINES)
def test_with_a_service_there_is_tcp_and_no_other_protocol(machine: str, needs: FilterNeeds) -> None:
    needs = dataclasses.replace(needs, service=True)
    stream, datagram, raw, close_on_exec = 1, 2, 3, 0x80000
    assert call(machine, needs, "socket", 2, stream, 0) == ALLOW
    assert call(machine, needs, "socket", 2, stream | close_on_exec, 6) == ALLOW
    assert call(machine, needs, "socket", 1, stream, 0) == (ALLOW if needs.private_network else errno.EAFNOSUPPORT)
    mptcp, sctp, smc = 262, 132, 256
    for family, kind, protocol in (
        (2, datagram, 0), (2, raw, 6), (2, stream, mptcp), (2, stream, sctp), (2, stream, smc), (10, stream, 0),
        (16, stream, 0), (43, stream, 0),
    ):  # fmt: skip
        assert call(machine, needs, "socket", family, kind, protocol) == errno.EAFNOSUPPORT


@pytest.mark.parametrize("machine", MACHINES)
def test_a_socket_of_the_hosts_network_has_no_other_use(machine: str) -> None:
    needs = dataclasses.replace(BARE, service=True)
    for name in ("bind", "listen", "accept", "accept4", "sendmsg", "sendmmsg"):
        assert call(machine, needs, name) == errno.EPERM
    assert call(machine, needs, "sendto", 3, 0, 1, 0x20000000) == errno.EPERM
    assert call(machine, needs, "sendto", 3, 0, 1, 0x4000) == ALLOW
    for request, verdict in ((0x8912, errno.EPERM), (0x541B, ALLOW), (0x5412, errno.EPERM), (0x8A00, ALLOW)):
        assert call(machine, needs, "ioctl", 3, request) == verdict
    own = dataclasses.replace(FULL, service=True)
    assert call(machine, own, "bind") == call(machine, own, "ioctl", 3, 0x8912) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_the_supervisor_is_asked_about_connections_and_nothing_else(machine: str) -> None:
    program = asking_program(machine)

    def verdict(name: str) -> str | int:
        return decide(program, struct.pack("=IIQ6Q", NUMBERS[machine][name], AUDIT_ARCH[machine], 0, *[0] * 6))

    assert verdict("connect") == ASK
    assert verdict("read") == verdict("socket") == verdict("sendto") == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_is_typed_on_the_terminal(machine: str) -> None:
    assert call(machine, FULL, "ioctl", 0, 0x5412) == errno.EPERM
    assert call(machine, FULL, "ioctl", 0, 0x541C) == errno.EPERM
    # The kernel looks at 32 bits of the request only.
    assert call(machine, FULL, "ioctl", 0, 0x5412 | 1 << 40) == errno.EPERM
    assert call(machine, FULL, "ioctl", 0, 0x5401) == ALLOW


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("setsid", "pid_namespace"),
        ("setpgid", "pid_namespace"),
        ("sched_setaffinity", "pid_namespace"),
        ("setpriority", "pid_namespace"),
        ("shmget", "ipc_namespace"),
        ("shmat", "ipc_namespace"),
        ("shmctl", "ipc_namespace"),
        ("semctl", "ipc_namespace"),
        ("msgctl", "ipc_namespace"),
        ("mq_open", "ipc_namespace"),
        ("mq_unlink", "ipc_namespace"),
        ("memfd_create", "memory_counted"),
        ("sendmsg", "private_network"),
        ("sendmmsg", "private_network"),
        ("fsetxattr", "own_files_only"),
    ],
)
@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_layer_takes_care_of_is_refused_only_without_it(machine: str, name: str, field: str) -> None:
    without = FilterNeeds(**{slot: slot != field for slot in LEFT_TO_IT})
    assert call(machine, FULL, name) == ALLOW
    assert call(machine, without, name) == errno.EPERM


@pytest.mark.parametrize("name", ["fchmod", "fchmodat", "fchownat", "utimensat"])
@pytest.mark.parametrize("machine", MACHINES)
def test_attributes_of_files_that_the_host_may_own_only_seem_to_change(machine: str, name: str) -> None:
    assert call(machine, FULL, name) == ALLOW
    assert call(machine, BARE, name) == PRETEND


def test_the_old_calls_for_attributes_are_known_too() -> None:
    assert call("x86_64", BARE, "chmod") == PRETEND


@pytest.mark.parametrize("machine", MACHINES)
def test_other_processes_cannot_be_given_limits_where_they_can_be_named(machine: str) -> None:
    assert call(machine, BARE, "prlimit64", 0, 7) == ALLOW
    assert call(machine, BARE, "prlimit64", 4711, 7) == errno.EPERM
    assert call(machine, FULL, "prlimit64", 4711, 7) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_a_process_cannot_hide_or_outlive_the_server_where_no_namespace_ends_it(machine: str) -> None:
    death_signal, dumpable, name = 1, 4, 15
    assert call(machine, BARE, "prctl", death_signal, 0) == PRETEND
    assert call(machine, BARE, "prctl", dumpable, 0) == errno.EPERM
    assert call(machine, BARE, "prctl", name) == ALLOW
    assert call(machine, FULL, "prctl", dumpable, 0) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_every_jump_lands_inside_the_program(machine: str) -> None:
    instructions = list(struct.iter_unpack("HBBI", seccomp_program(machine, BARE)))
    assert instructions[-1][0] == 0x06
    for at, (code, if_true, if_false, _) in enumerate(instructions):
        if code != 0x06:
            assert at + 1 + max(if_true, if_false) < len(instructions)
