"""Landlock: which files a session may touch, whatever the mounts say; and no TCP, no signals to outsiders.

It needs no privilege, so it is the file wall where namespaces are denied, and a second wall where they are not.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from harness.sandbox.syscalls import LANDLOCK_ADD, LANDLOCK_CREATE, LANDLOCK_RESTRICT, syscall

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_MAKE_CHAR, _MAKE_BLOCK = 1 << 6, 1 << 11
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEV
_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_RULE_PORT = 2
_CONNECT_TCP, _TCP_BIND_AND_CONNECT = 2, 3
_SCOPE_ABSTRACT_UNIX_AND_SIGNALS = 3

ABI_TRUNCATE, ABI_NETWORK, ABI_SCOPES = 3, 4, 6


def landlock_abi() -> int:
    """The kernel's Landlock version; raises `OSError` where there is none."""
    return syscall(LANDLOCK_CREATE, None, 0, _CREATE_RULESET_VERSION)


def restrict(
    *,
    read: Iterable[str],
    list_only: Iterable[str],
    write: Iterable[str],
    devices: Iterable[str] = (),
    connect: Iterable[int] = (),
) -> int:
    """Confine this process for good; returns the version in force.

    `read`: files may be read and executed below these paths. `list_only`: folders whose names may be listed, no
    more. `write`: everything but device nodes may be made below these. `devices`: files to read, write and steer.
    `connect`: TCP ports that may be connected to, on whatever address the network has. Paths that are not there are
    passed over.
    """
    abi = landlock_abi()
    handled = (1 << 13) - 1
    handled |= _REFER if abi >= 2 else 0
    handled |= _TRUNCATE if abi >= ABI_TRUNCATE else 0
    handled |= _IOCTL_DEV if abi >= 5 else 0
    attributes = struct.pack("QQQ", handled, _TCP_BIND_AND_CONNECT, _SCOPE_ABSTRACT_UNIX_AND_SIGNALS)
    size = 8 if abi < ABI_NETWORK else 16 if abi < ABI_SCOPES else 24
    ruleset = syscall(LANDLOCK_CREATE, ctypes.create_string_buffer(attributes, len(attributes)), size, 0)
    try:
        for path in read:
            _allow(ruleset, path, _EXECUTE | _READ_FILE | _READ_DIR)
        for path in list_only:
            _allow(ruleset, path, _READ_DIR)
        for path in devices:
            _allow(ruleset, path, (_READ_FILE | _WRITE_FILE | _IOCTL_DEV) & handled)
        for path in write:
            _allow(ruleset, path, handled & ~(_MAKE_CHAR | _MAKE_BLOCK))
        for port in connect if abi >= ABI_NETWORK else ():
            rule = struct.pack("=QQ", _CONNECT_TCP, port)
            syscall(LANDLOCK_ADD, ruleset, _RULE_PORT, ctypes.create_string_buffer(rule, len(rule)), 0)
        syscall(LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return abi


def readable_without(paths: Iterable[Path], hidden: Iterable[Path]) -> tuple[list[str], list[str]]:
    """`paths` as (read, list_only) so that nothing below `hidden` can be read.

    Landlock only allows and never forbids, so a folder that holds something hidden is allowed child by child;
    its own names stay listable, which imports need.
    """
    read: list[str] = []
    list_only: list[str] = []
    walls = [path.resolve() for path in hidden]

    def add(path: Path) -> None:
        real = path.resolve()
        if any(real == wall or wall in real.parents for wall in walls):
            return
        if any(real in wall.parents for wall in walls) and path.is_dir():
            list_only.append(str(path))
            for child in path.iterdir():
                add(child)
        else:
            read.append(str(path))

    for path in paths:
        add(path)
    return read, list_only


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = rights if Path(path).is_dir() else rights & _FILE_RIGHTS
        if rights:
            rule = struct.pack("=Qi", rights, descriptor)
            syscall(LANDLOCK_ADD, ruleset, _RULE_PATH_BENEATH, ctypes.create_string_buffer(rule, len(rule)), 0)
    finally:
        os.close(descriptor)
