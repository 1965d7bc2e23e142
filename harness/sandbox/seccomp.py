"""The filter over system calls: what no honest answer needs is refused, so that the kernel shows it less surface.

A refused call fails with EPERM, and where a library could not go on after that it is said to have worked; a foreign
architecture kills, since numbers mean other calls there; clone3 says ENOSYS, because its flags lie in memory where a
filter cannot read them and libc falls back to clone.
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
    # what a user has only so many of, and what tells of files that are touched
    "inotify_init": (253, None), "inotify_init1": (294, 26),
}  # fmt: skip
# Without a pid namespace: leave the process group, which is killed as a whole; steer the processes of the same user.
_OTHER_PROCESSES = {
    "setsid": (112, 157), "setpgid": (109, 154), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274), "sched_setaffinity": (203, 122), "setpriority": (141, 140), "ioprio_set": (251, 30),
    "migrate_pages": (256, 238), "move_pages": (279, 239),
}  # fmt: skip
# Without an IPC namespace: what outlives the process, and what others have made.
_LASTING_IPC = {
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189), "msgrcv": (70, 188),
    "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
}  # fmt: skip
# Without a cgroup nobody counts the pages of a memory file.
_MEMORY_FILE = {"memfd_create": (319, 279)}
# Without a view: an open file that is parked in a socket has no name and no holder that could be counted.
_PASSING_DESCRIPTORS = {"sendmsg": (46, 211), "sendmmsg": (307, 269)}
# Landlock does not know these, and to the owner of the host's files they are open. Copying a file ends in some of
# them, so they are said to have worked.
_ATTRIBUTES = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None),
    "futimesat": (261, None), "utimensat": (280, 88),
}  # fmt: skip
_EXTENDED_ATTRIBUTES = {
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14),
    "lremovexattr": (198, 15), "fremovexattr": (199, 16), "setxattrat": (463, 463), "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}  # fmt: skip
_CLONE, _CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
_SOCKET, _SOCKETPAIR = {"x86_64": 41, "aarch64": 198}, {"x86_64": 53, "aarch64": 199}
_IOCTL, _PRCTL = {"x86_64": 16, "aarch64": 29}, {"x86_64": 157, "aarch64": 167}
_PRLIMIT = {"x86_64": 302, "aarch64": 261}
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW* flag of clone
_X32 = 0x40000000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # type into or paste on the terminal that started us
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_CONNECT, _SENDTO = {"x86_64": 42, "aarch64": 203}, {"x86_64": 44, "aarch64": 206}
_AF_UNIX, _AF_INET, _SOCK_STREAM, _IPPROTO_TCP = 1, 2, 1, 6
_KINDS_OF_SOCKET = 0xF
_MSG_FASTOPEN = 0x20000000
_NETWORK_REQUESTS, _BEYOND_NETWORK_REQUESTS = 0x8900, 0x8A00
# With a connected socket of the host's network in hand: what would make a second use of it.
_OTHER_USES_OF_A_SOCKET = {"bind": (49, 200), "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242)}

_LOAD, _AND, _JEQ, _JGE, _JSET, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL_PROCESS, _ERRNO, _ASK = 0x7FFF0000, 0x80000000, 0x00050000, 0x7FC00000
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16
_PRETEND = _ERRNO  # errno 0: the call is not made and returns 0


@dataclass(frozen=True, slots=True)
class FilterNeeds:
    """What the other layers leave for the filter to do."""

    pid_namespace: bool
    ipc_namespace: bool
    private_network: bool
    """A network namespace and an own root: then Unix sockets lead nowhere and are allowed."""
    memory_counted: bool
    own_files_only: bool
    """A view or a uid of its own: then no file of the host's belongs to the session."""
    service: bool = False
    """It may connect to a service: on its own loopback where it has one, else by way of a supervisor."""


@dataclass(frozen=True, slots=True)
class _Case:
    """`verdict` if the argument (its lower half, masked) compares so; else the next case is tried."""

    argument: int
    compare: int
    value: int
    verdict: int
    negated: bool = False
    mask: int = 0xFFFFFFFF


def seccomp_program(machine: str, needs: FilterNeeds) -> bytes:
    """The filter as classic BPF instructions for `machine`, `x86_64` or `aarch64`."""
    program = [
        _instruction(_LOAD, _ARCH_AT),
        _instruction(_JEQ, AUDIT_ARCH[machine], if_true=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        program += [_instruction(_JGE, _X32, if_false=1), _instruction(_RETURN, _ERRNO | errno.ENOSYS)]
    column = 0 if machine == "x86_64" else 1
    for numbers, verdict in _plain_rules(needs):
        number = numbers[column]
        if number is not None:
            program += [_instruction(_JEQ, number, if_false=1), _instruction(_RETURN, verdict)]
    program += [_instruction(_JEQ, _CLONE3, if_false=1), _instruction(_RETURN, _ERRNO | errno.ENOSYS)]
    for numbers_by_machine, cases in _rules_by_argument(needs):
        program += _judge(numbers_by_machine[machine], cases)
    program += [_instruction(_RETURN, _ALLOW)]
    return b"".join(program)


def asking_program(machine: str) -> bytes:
    """A filter that hands connect(2) to a supervisor and lets all else pass, to the filter that comes on top."""
    program = [
        _instruction(_LOAD, _ARCH_AT),
        _instruction(_JEQ, AUDIT_ARCH[machine], if_true=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
        *_judge(_CONNECT[machine], [_Case(0, _JGE, 0, _ASK)]),
        _instruction(_RETURN, _ALLOW),
    ]
    return b"".join(program)


def _plain_rules(needs: FilterNeeds) -> list[tuple[tuple[int | None, int | None], int]]:
    """The calls that are refused whatever their arguments, each with its verdict."""
    refused = dict(_REFUSED)
    if not needs.pid_namespace:
        refused |= _OTHER_PROCESSES
    if not needs.ipc_namespace:
        refused |= _LASTING_IPC
    if not needs.memory_counted:
        refused |= _MEMORY_FILE
    if not needs.private_network:
        refused |= _PASSING_DESCRIPTORS
    if not needs.own_files_only:
        refused |= _EXTENDED_ATTRIBUTES
    if needs.service and not needs.private_network:
        refused |= _OTHER_USES_OF_A_SOCKET
    rules = [(numbers, _ERRNO | errno.EPERM) for numbers in refused.values()]
    if not needs.own_files_only:
        rules += [(numbers, _PRETEND) for numbers in _ATTRIBUTES.values()]
    return rules


def _rules_by_argument(needs: FilterNeeds) -> list[tuple[dict[str, int], list[_Case]]]:
    refuse = _ERRNO | errno.EPERM
    no_such_family = _ERRNO | errno.EAFNOSUPPORT
    unix = [_Case(0, _JEQ, _AF_UNIX, no_such_family, negated=True)]
    rules = [
        (_CLONE, [_Case(0, _JSET, _NEW_NAMESPACES, refuse)]),
        (_SOCKET, _sockets(needs, no_such_family)),
        # A pair is connected to itself alone; pairs of other families would only wake kernel modules.
        (_SOCKETPAIR, unix),
    ]
    terminal = [_Case(1, _JEQ, _TIOCSTI, refuse), _Case(1, _JEQ, _TIOCLINUX, refuse)]
    if needs.service and not needs.private_network:
        # An unconnected socket of the host's network tells of its interfaces, and TCP's fast open connects by sending.
        interfaces = [_Case(1, _JGE, _BEYOND_NETWORK_REQUESTS, _ALLOW), _Case(1, _JGE, _NETWORK_REQUESTS, refuse)]
        rules.append((_IOCTL, terminal + interfaces))
        rules.append((_SENDTO, [_Case(3, _JSET, _MSG_FASTOPEN, refuse)]))
    else:
        rules.append((_IOCTL, terminal))
    if not needs.pid_namespace:
        # The limits of any process of the same user could be lowered until it dies of them.
        rules.append((_PRLIMIT, [_Case(0, _JEQ, 0, refuse, negated=True)]))
        # Not to die with the server, and not to be looked into, are for no answer to choose. (torch.multiprocessing
        # asks for a death signal and cannot go on without.)
        cases = [_Case(0, _JEQ, _PR_SET_PDEATHSIG, _PRETEND), _Case(0, _JEQ, _PR_SET_DUMPABLE, refuse)]
        rules.append((_PRCTL, cases))
    return rules


def _sockets(needs: FilterNeeds, refuse: int) -> list[_Case]:
    cases = [_Case(0, _JEQ, _AF_UNIX, _ALLOW)] if needs.private_network else []
    if not needs.service:
        return [*cases, _Case(0, _JGE, 0, refuse)]
    # TCP and nothing that is like it: Landlock does not know every stream protocol.
    return [
        *cases,
        _Case(0, _JEQ, _AF_INET, refuse, negated=True),
        _Case(1, _JEQ, _SOCK_STREAM, refuse, negated=True, mask=_KINDS_OF_SOCKET),
        _Case(2, _JEQ, 0, _ALLOW),
        _Case(2, _JEQ, _IPPROTO_TCP, refuse, negated=True),
    ]


def _judge(number: int, cases: list[_Case]) -> list[bytes]:
    """Instructions that, for one call, return the first case's verdict that holds, and else allow it."""
    judged = []
    for case in cases:
        judged += [
            _instruction(_LOAD, _ARGUMENTS_AT + 8 * case.argument),
            _instruction(_AND, case.mask),
            _instruction(case.compare, case.value, if_true=case.negated, if_false=not case.negated),
            _instruction(_RETURN, case.verdict),
        ]
    judged.append(_instruction(_RETURN, _ALLOW))
    return [_instruction(_JEQ, number, if_false=len(judged)), *judged]


def _instruction(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
