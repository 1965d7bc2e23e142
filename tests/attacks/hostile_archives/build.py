"""Archives that try to get out, to grow, or to be taken for something else. Most hold a right answer too."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

MIB = 1 << 20
ESCAPE = "\x1b[2J\x1b]0;graded\x07"


def build(folder: Path, answer: bytes, beyond: Path, secret: Path) -> dict[str, str]:
    """Write the archives; by name, what must be said of each: a `refused` member, or why `nothing` of it is read."""
    _slip(folder / "slip.zip", answer, beyond)
    _links(folder / "links.zip", answer, secret)
    _specials(folder / "specials.tar.gz", answer, beyond, secret)
    _names(folder / "names.zip", answer)
    _twice(folder / "twice.zip", answer)
    _bomb(folder / "bomb.zip", answer)
    _nested_bomb(folder / "gzip_bomb.tar.gz")
    _many(folder / "many.zip", answer)
    (folder / "torn.zip").write_bytes((folder / "slip.zip").read_bytes()[:-30])
    return {
        "slip": "leads out of its folder: refused",
        "links": "is a symbolic link: refused",
        "specials": "is a device or another special file: refused",
        "names": "has a name with control or invisible characters: refused",
        "twice": "stands twice in the archive: refused",
        "bomb": "200 times its packed size: refused",
        "gzip_bomb": "200 times|larger than|more than",
        "many": "holds more than 2,000 files",
        "torn": "is damaged",
    }


def _zip(path: Path, answer: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    archive.writestr("q90.py", answer)
    return archive


def _slip(path: Path, answer: bytes, beyond: Path) -> None:
    with _zip(path, answer) as archive:
        for name in (
            f"{'../' * 12}{str(beyond)[1:]}/slipped.py",
            f"{beyond}/absolute.py",
            "..\\..\\q07.py",
            "q07/../../q08.py",
        ):
            archive.writestr(name, b"slipped")
        archive.writestr("C:/q09.py", b"slipped")


def _links(path: Path, answer: bytes, secret: Path) -> None:
    with _zip(path, answer) as archive:
        link = zipfile.ZipInfo("sheet.md")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, str(secret))


def _specials(path: Path, answer: bytes, beyond: Path, secret: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("q90.py")
        member.size = len(answer)
        archive.addfile(member, io.BytesIO(answer))
        for name, kind, target in (
            ("symbolic.md", tarfile.SYMTYPE, str(secret)),
            ("hard.md", tarfile.LNKTYPE, str(secret)),
            ("character.md", tarfile.CHRTYPE, ""),
            ("block.md", tarfile.BLKTYPE, ""),
            ("pipe.md", tarfile.FIFOTYPE, ""),
            (f"{beyond}/q06.md", tarfile.REGTYPE, ""),
        ):
            special = tarfile.TarInfo(name)
            special.type, special.linkname, special.devmajor, special.devminor = kind, target, 1, 3
            archive.addfile(special)


def _names(path: Path, answer: bytes) -> None:
    with _zip(path, answer) as archive:
        for name in (f"sheet{ESCAPE}.md", "q07/\n::error::x.py", "q07/\u202eyp.py", "<img src=x onerror=alert(1)>.md"):
            archive.writestr(name, b"text")


def _twice(path: Path, answer: bytes) -> None:
    with _zip(path, answer) as archive:
        archive.writestr("sheet.md", b"one")
        archive.writestr("./sheet.md", b"two")


def _bomb(path: Path, answer: bytes) -> None:
    with _zip(path, answer) as archive:
        for number in range(10, 20):
            archive.writestr(f"sheet{number}.md", bytes(15 * MIB))


def _nested_bomb(path: Path) -> None:
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("q90.py")
        member.size = 200 * MIB
        archive.addfile(member, io.BytesIO(bytes(member.size)))


def _many(path: Path, answer: bytes) -> None:
    with _zip(path, answer) as archive:
        for number in range(3000):
            archive.writestr(f"q07/file{number}.py", b"")
