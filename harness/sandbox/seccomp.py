"""The filter over system calls: what no honest answer needs is refused, so that the kernel shows it less surface.

A refused call fails with EPERM; a foreign architecture kills, since numbers mean other calls there; clone3 says
ENOSYS, because its flags lie in memory where a filter cannot read them and libc falls back to clone.
"""

from __future__ import annotations

import errno
import struct
from dataclasses import dataclass

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# name -> number on x86-64, on aarch64 (None where the call does not exist there)
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # looking into and steering other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440), "process_mrelease": (448, 448),
    # mounts and namespaces
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432),
    "fspick": (433, 433), "mount_setattr": (442, 442), "statmount": (457, 457), "listmount": (458, 458),
    "unshare": (272, 97), "setns": (308, 268),
    # the machine
    "swapon": (167, 224), "swapoff": (168, 225), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "iopl": (172, None), "ioperm": (173, None), "create_module": (174, None),
    "init_module": (175, 105), "delete_module": (176, 106), "get_kernel_syms": (177, None),
    "query_module": (178, None), "quotactl": (179, 60), "nfsservctl": (180, 42), "acct": (163, 89),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "syslog": (103, 116), "uselib": (134, None), "personality": (135, 92), "ustat": (136, None),
    "sysfs": (139, None), "vhangup": (153, 58), "modify_ldt": (154, None), "_sysctl": (156, None),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "finit_module": (313, 273), "quotactl_fd": (443, 443),
    # keys, tracing, and the parts of the kernel that exploits come through
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "perf_event_open": (298, 241),
    "fanotify_init": (300, 262), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "lookup_dcookie": (212, 18), "bpf": (321, 280), "userfaultfd": (323, 282), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "memfd_secret": (447, 447),
}  # fmt: skip
# Without a pid namespace, killing the process group must reach every process.
_LEAVING_THE_GROUP = {"setsid": (112, 157), "setpgid": (109, 154)}
# Without an IPC namespace these outlive the process.
_LASTING_IPC = {"shmget": (29, 194), "semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180)}
# Without a cgroup nobody counts the pages of a memory file.
_MEMORY_FILE = {"memfd_create": (319, 279)}
_CLONE, _CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
_SOCKET, _SOCKETPAIR = {"x86_64": 41, "aarch64": 198}, {"x86_64": 53, "aarch64": 199}
_IOCTL = {"x86_64": 16, "aarch64": 29}
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW* flag of clone
_X32 = 0x40000000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # type into or paste on the terminal that started us
_AF_UNIX = 1

_LOAD, _JEQ, _JGE, _JSET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL_PROCESS = 0x7FFF0000, 0x80000000
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT, _SECOND_ARGUMENT_AT = 0, 4, 16, 24


@dataclass(frozen=True, slots=True)
class FilterNeeds:
    """What the other layers leave for the filter to do."""

    pid_namespace: bool
    ipc_namespace: bool
    private_network: bool
    """A network namespace and an own root: then Unix sockets lead nowhere and are allowed."""
    memory_counted: bool


def seccomp_program(machine: str, needs: FilterNeeds) -> bytes:
    """The filter as classic BPF instructions for `machine`, `x86_64` or `aarch64`."""
    column = 0 if machine == "x86_64" else 1
    refused = dict(_REFUSED)
    if not needs.pid_namespace:
        refused |= _LEAVING_THE_GROUP
    if not needs.ipc_namespace:
        refused |= _LASTING_IPC
    if not needs.memory_counted:
        refused |= _MEMORY_FILE
    program = [
        _instruction(_LOAD, _ARCH_AT),
        _instruction(_JEQ, AUDIT_ARCH[machine], if_true=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        program += [_instruction(_JGE, _X32, if_false=1), _refuse(errno.ENOSYS)]
    for numbers in refused.values():
        number = numbers[column]
        if number is not None:
            program += [_instruction(_JEQ, number, if_false=1), _refuse(errno.EPERM)]
    program += [_instruction(_JEQ, _CLONE3, if_false=1), _refuse(errno.ENOSYS)]
    program += [
        _instruction(_JEQ, _CLONE[machine], if_false=4),
        _instruction(_LOAD, _FIRST_ARGUMENT_AT),
        _instruction(_JSET, _NEW_NAMESPACES, if_false=1),
        _refuse(errno.EPERM),
        _instruction(_RETURN, _ALLOW),
    ]
    family = _AF_UNIX if needs.private_network else 0xFFFF  # no family has that number
    # A pair is connected to itself alone, so Unix ones are always fine; other families would only wake kernel modules.
    for number, allowed in ((_SOCKET[machine], family), (_SOCKETPAIR[machine], _AF_UNIX)):
        program += [
            _instruction(_JEQ, number, if_false=4),
            _instruction(_LOAD, _FIRST_ARGUMENT_AT),
            _instruction(_JEQ, allowed, if_false=1),
            _instruction(_RETURN, _ALLOW),
            _refuse(errno.EAFNOSUPPORT),
        ]
    program += [
        _instruction(_JEQ, _IOCTL[machine], if_false=4),
        _instruction(_LOAD, _SECOND_ARGUMENT_AT),
        _instruction(_JEQ, _TIOCSTI, if_true=1),
        _instruction(_JEQ, _TIOCLINUX, if_false=1),
        _refuse(errno.EPERM),
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(program)


def _instruction(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _refuse(number: int) -> bytes:
    return _instruction(_RETURN, 0x00050000 | number)
