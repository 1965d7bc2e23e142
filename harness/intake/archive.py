"""Reads a zip or tar archive in memory, a member at a time; nothing is ever written to disk.

A bad member is refused and named, the others are still read; an archive that is damaged as a whole, or too large,
is the user's mistake.
"""

from __future__ import annotations

import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from harness.faults import UserError
from harness.intake.names import fault_of, is_left_alone, is_wanted
from harness.intake.tree import CHUNK, MEMBERS, TOTAL_BYTES, Budget, Refused, Tree, is_bomb, too_large

DAMAGED = (
    tarfile.TarError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError,
    OSError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RuntimeError, MemoryError,
)  # fmt: skip
"""What the standard library raises on hostile archives; much of it is undocumented, so the net is wide."""

DIRECTORY_BYTES = 1024 * 1024
"""A zip's list of members may be this long: `zipfile` holds it in memory before anyone can count it."""


def read_archive(file: Path, shown: str) -> Tree:
    """The answers and sheets of an archive, without the folder that wraps them all if there is one."""
    with file.open("rb") as opened:
        start = opened.read(4)
        opened.seek(0)
        if start[:2] == b"PK" or file.name.lower().endswith(".zip"):
            tree = _read_zip(opened, shown)
        else:
            tree = _read_tar(opened, shown, packed=start[:2] == b"\x1f\x8b")
    return tree.unwrapped()


def _damaged(shown: str, error: BaseException) -> UserError:
    detail = (
        str(error).split("\n")[0][:80] if isinstance(error, tarfile.TarError | zipfile.BadZipFile | OSError) else ""
    )
    return UserError(
        f"{shown} is damaged or no archive of that kind{f' ({detail})' if detail.isprintable() and detail else ''}.",
        "Pack it again (`zip -r answers.zip FOLDER` or `tar czf answers.tar.gz FOLDER`), or hand in the folder itself.",
    )


class _Members:
    """Files them under a tree; `read` is only called for members that are wanted and safe."""

    def __init__(self, shown: str) -> None:
        self.tree = Tree()
        self.budget = Budget(shown)
        self._seen: set[str] = set()

    def add(self, name: str, fault: str | None, read: Callable[[], bytes]) -> None:
        """One member, by the name that the archive gives it."""
        # Some Windows tools write backslashes; read in memory, they are as good as slashes.
        path = name.replace("\\", "/").removeprefix("./").rstrip("/")
        self.budget.count_member()
        if not path or is_left_alone(path):
            return
        fault = fault_of(path) or fault
        if fault is not None:
            self.tree.refuse(path, fault)
        elif is_wanted(path) or is_wanted(path.partition("/")[2]):
            try:
                if path in self._seen:
                    raise Refused("stands twice in the archive")
                content = read()
            except Refused as refusal:
                self.tree.refuse(path, str(refusal))
            else:
                self.tree.files[path] = content
        else:
            self.tree.ignored.append(path)
        self._seen.add(path)


def _read_zip(opened: BinaryIO, shown: str) -> Tree:
    _check_directory(opened, shown)
    members = _Members(shown)
    try:
        archive = zipfile.ZipFile(opened)
    except DAMAGED as error:
        raise _damaged(shown, error) from None
    with archive:
        for info in archive.infolist():
            # Not info.is_dir(): it trips over an empty name.
            if info.filename.endswith("/"):
                members.budget.count_member()
                continue
            members.add(info.filename, _zip_fault(info), lambda info=info: _zip_content(archive, info, members.budget))  # type: ignore[misc]
    return members.tree


def _check_directory(opened: BinaryIO, shown: str) -> None:
    size = opened.seek(0, io.SEEK_END)
    opened.seek(max(0, size - 65_557))
    tail = opened.read()
    opened.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise _damaged(shown, EOFError())
    count, length = struct.unpack_from("<HI", tail, end + 10)
    is_zip64 = end >= 20 and tail[end - 20 : end - 16] == b"PK\x06\x07"
    if is_zip64 or count > MEMBERS or length > DIRECTORY_BYTES:
        raise UserError(
            f"{shown} holds more than {MEMBERS:,} files, or is a ZIP64 archive.",
            "Pack the answers alone, without data, environments or build outputs.",
        )


def _zip_fault(info: zipfile.ZipInfo) -> str | None:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a symbolic link"
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "is not a regular file"
    if info.flag_bits & 0x1:
        return "is encrypted"
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        # The others of `zipfile` cannot be unpacked in bounded steps.
        return "is packed by a method other than deflate"
    return None


def _zip_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    try:
        with archive.open(info) as member:
            return budget.collect(iter(lambda: member.read(CHUNK), b""), info.compress_size)
    except DAMAGED:
        raise Refused("is damaged") from None


class _Stream(io.RawIOBase):
    """The bytes of a tar archive, counted as they come out of the decompressor."""

    def __init__(self, source: BinaryIO | gzip.GzipFile, packed: int | None, shown: str) -> None:
        self._source = source
        self._packed = packed
        self._shown = shown
        self._count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; too many of them are an error."""
        content = self._source.read(min(size, CHUNK) if size >= 0 else CHUNK)
        self._count += len(content)
        # Headers and padding of the members come on top of their contents.
        if self._count > TOTAL_BYTES + MEMBERS * 2048:
            raise too_large(self._shown)
        if self._packed is not None and is_bomb(self._count, self._packed):
            raise UserError(
                f"{self._shown} unpacks to more than 200 times its packed size.", "Hand in the answers alone."
            )
        return content


def _read_tar(opened: BinaryIO, shown: str, *, packed: bool) -> Tree:
    members = _Members(shown)
    size = opened.seek(0, io.SEEK_END)
    opened.seek(0)
    try:
        source = gzip.GzipFile(fileobj=opened) if packed else opened
        stream = _Stream(source, size if packed else None, shown)
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isdir():
                    members.budget.count_member()
                    continue
                content = _tar_reader(archive, info, members.budget)
                members.add(info.name, _tar_fault(info), content)
    except DAMAGED as error:
        raise _damaged(shown, error) from None
    return members.tree


def _tar_reader(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Callable[[], bytes]:
    def chunks() -> Iterator[bytes]:
        member = archive.extractfile(info)
        while member is not None and (chunk := member.read(CHUNK)):
            yield chunk

    return lambda: budget.collect(chunks())


def _tar_fault(info: tarfile.TarInfo) -> str | None:
    if info.issym():
        return "is a symbolic link"
    if info.islnk():
        return "is a hard link"
    if not info.isreg():
        return "is a device or another special file"
    if info.issparse():
        return "is a sparse file"
    return None
