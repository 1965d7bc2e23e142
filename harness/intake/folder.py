"""Reads a folder or a single file into memory; follows no link and opens nothing but regular files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from harness.intake.names import fault_of, is_left_alone, is_wanted, question_in, split
from harness.intake.tree import CHUNK, Budget, Refused, Tree

_NOT_REGULAR = {
    stat.S_IFLNK: "is a symbolic link, which is not followed",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFSOCK: "is a socket",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
}


def read_folder(folder: Path, shown: str) -> Tree:
    """The answers and sheets directly in `folder` and the packages `q07/`; other folders are not entered."""
    tree = Tree()
    budget = Budget(shown)
    _walk(folder, "", tree, budget)
    return tree


def read_package(folder: Path, shown: str) -> Tree:
    """A folder `q07/` as a submission of that one answer."""
    tree = Tree()
    _walk(folder, folder.name + "/", tree, Budget(shown))
    return tree


def read_file(file: Path, shown: str) -> Tree:
    """One file, which the user named: a link to it is followed."""
    tree = Tree()
    try:
        tree.files[file.name] = Budget(shown).collect(_chunks(file, follow=True))
    except (Refused, OSError) as fault:
        tree.refuse(file.name, _reason(fault))
    return tree


def reason_of(error: OSError) -> str:
    """Why the system would not let us read, in its own words."""
    return f"cannot be read ({error.strerror or type(error).__name__})"


def _reason(fault: Refused | OSError) -> str:
    return reason_of(fault) if isinstance(fault, OSError) else str(fault)


def _walk(folder: Path, prefix: str, tree: Tree, budget: Budget) -> None:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 (as strings: a name need not be UTF-8)
    except OSError as error:
        if not prefix:
            raise
        return tree.refuse(prefix.rstrip("/"), reason_of(error))
    for name in names:
        path = prefix + name
        if is_left_alone(path):
            continue
        budget.count_member()
        try:
            _visit(folder / name, path, tree, budget)
        except (Refused, OSError) as fault:
            tree.refuse(path, _reason(fault))
    return None


def _visit(file: Path, path: str, tree: Tree, budget: Budget) -> None:
    mode = stat.S_IFMT(file.lstat().st_mode)
    if mode in _NOT_REGULAR:
        raise Refused(_NOT_REGULAR[mode])
    if (fault := fault_of(path)) is not None:
        raise Refused(fault)
    if mode == stat.S_IFDIR:
        top = path.split("/", maxsplit=1)[0]
        if question_in(top) is not None and not split(top)[1]:
            _walk(file, path + "/", tree, budget)
            if not any(known.startswith(path + "/") for known in (*tree.files, *tree.refused)) and path == top:
                tree.refuse(path, "is an empty folder")
    elif is_wanted(path):
        tree.files[path] = budget.collect(_chunks(file, follow=False))
    else:
        tree.ignored.append(path)


def _chunks(file: Path, *, follow: bool) -> Iterator[bytes]:
    # Non-blocking: should the file have become a pipe since it was looked at, opening it does not hang.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    descriptor = os.open(file, flags)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused("is not a regular file")
        while chunk := opened.read(CHUNK):
            yield chunk
