from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from intake_helpers import KINDS, SOLUTION, code_of, sentences

from harness.faults import UserError
from harness.intake import Submission, read_submission

Files = dict[str, str]


def zipped(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zipped_special(name: str, mode: int, content: str = "target") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (mode | 0o644) << 16
        archive.writestr(info, content)
        archive.writestr("q08.py", SOLUTION)
    return buffer.getvalue()


def tarred(files: Files, *special: tarfile.TarInfo, packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz" if packed else "w") as archive:
        for info in special:
            archive.addfile(info)
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
    return buffer.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def read(folder: Path, content: bytes, name: str = "alice.zip") -> Submission:
    (folder / name).write_bytes(content)
    return read_submission(folder / name, kinds=KINDS)


ANSWERS = {"q07.py": SOLUTION, "q08/__init__.py": SOLUTION, "sheet.md": "## 1. P\nWords.\n", "data.csv": "1"}


@pytest.mark.parametrize("wrapper", ["", "alice/", "./", "./alice/"])
@pytest.mark.parametrize("name", ["alice.zip", "alice.tar.gz", "alice.tgz", "alice.tar", "alice.ZIP"])
def test_an_archive_is_read_like_its_folder(tmp_path: Path, name: str, wrapper: str) -> None:
    files = {wrapper + path: content for path, content in ANSWERS.items()}
    files |= {"__MACOSX/._q07.py": "x", f"{wrapper}.DS_Store": "x"}
    content = zipped(files) if name.lower().endswith(".zip") else tarred(files, packed=not name.endswith(".tar"))
    submission = read(tmp_path, content, name)
    assert sorted(submission.answers) == [1, 7, 8]
    assert submission.answers[7].origin == "q07.py"
    assert code_of(submission, 7) == SOLUTION
    assert submission.name == "alice"
    assert submission.problems == ()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_package_at_the_top_is_no_wrapper(tmp_path: Path) -> None:
    assert list(read(tmp_path, zipped({"q07/__init__.py": SOLUTION})).answers) == [7]


def test_only_one_wrapper_is_looked_through(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no answer"):
        read(tmp_path, zipped({"a/b/q07.py": SOLUTION}))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../q07.py", "leads out of its folder"),
        ("q07/../../x.py", "leads out of its folder"),
        ("..\\q07.py", "leads out of its folder"),
        ("/etc/passwd", "is an absolute path"),
        ("C:\\q07.py", "is an absolute path"),
        ("q07\n.py", "has a name with control or invisible characters"),
        ("\x1b[2Jq07.py", "has a name with control or invisible characters"),
        ("\u202eyp.70q", "has a name with control or invisible characters"),
        ("q07/" + "a/" * 20 + "x.py", "has a path of more than"),
        ("q07/" + "a" * 300, "has a path of more than"),
    ],
)
@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_an_unsafe_name_is_refused_and_the_rest_is_read(tmp_path: Path, kind: str, name: str, reason: str) -> None:
    files = {name: "SECRET", "q08.py": SOLUTION}
    submission = read(tmp_path, zipped(files) if kind == "zip" else tarred(files), f"alice.{kind}")
    assert list(submission.answers) == [8]
    assert len(submission.problems) == 1
    assert reason in sentences(submission)[0]
    assert sentences(submission)[0].isprintable()
    assert [path.name for path in tmp_path.iterdir()] == [f"alice.{kind}"]


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (special("q07.py", tarfile.SYMTYPE, "/etc/passwd"), "is a symbolic link"),
        (special("q07.py", tarfile.LNKTYPE, "q08.py"), "is a hard link"),
        (special("q07.py", tarfile.CHRTYPE), "is a device or another special file"),
        (special("q07.py", tarfile.BLKTYPE), "is a device or another special file"),
        (special("q07.py", tarfile.FIFOTYPE), "is a device or another special file"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path, member: tarfile.TarInfo, reason: str) -> None:
    submission = read(tmp_path, tarred({"q08.py": SOLUTION}, member), "alice.tar.gz")
    assert list(submission.answers) == [8]
    assert [(problem.question, problem.sentence()) for problem in submission.problems] == [
        (7, f"q07.py: {reason}: refused")
    ]


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        (stat.S_IFLNK, "is a symbolic link"),
        (stat.S_IFIFO, "is not a regular file"),
        (stat.S_IFCHR, "is not a regular file"),
        (stat.S_IFSOCK, "is not a regular file"),
    ],
)
def test_links_and_devices_in_a_zip_are_refused(tmp_path: Path, mode: int, reason: str) -> None:
    submission = read(tmp_path, zipped_special("q07.py", mode))
    assert list(submission.answers) == [8]
    assert sentences(submission) == [f"q07.py: {reason}: refused"]


def test_a_package_with_a_refused_part_is_not_graded(tmp_path: Path) -> None:
    link = special("q07/table", tarfile.SYMTYPE, "/etc/passwd")
    submission = read(tmp_path, tarred({"q07/__init__.py": SOLUTION, "q08.py": SOLUTION}, link), "alice.tar")
    assert list(submission.answers) == [8]


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"q07.py": SOLUTION}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        struct.pack_into("<H", content, at, struct.unpack_from("<H", content, at)[0] | 1)
    assert sentences(read(tmp_path, bytes(content))) == ["q07.py: is encrypted: refused"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(tmp_path: Path, compression: int) -> None:
    submission = read(tmp_path, zipped({"q07.py": SOLUTION}, compression))
    assert sentences(submission) == ["q07.py: is packed by a method other than deflate: refused"]


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in ("q07.py", "q07.py", "q08.py", "data", "data"):
                archive.writestr(name, SOLUTION)
    submission = read(tmp_path, buffer.getvalue())
    assert list(submission.answers) == [8]
    assert sentences(submission) == ["q07.py: stands twice in the archive: refused"]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    submission = read(tmp_path, zipped({"q07.py": SOLUTION, "inner.tar.gz": "x"}))
    assert list(submission.answers) == [7]
    assert sentences(submission) == ["inner.tar.gz: an archive inside a submission is not opened"]


def test_names_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    submission = read(tmp_path, tarred({"q07_\udcff.py": "", "q08.py": SOLUTION}), "alice.tar")
    assert sentences(submission) == ["q07_\\udcff.py: has a name that is not UTF-8: refused"]


def test_a_bomb_in_a_zip_is_refused_whatever_its_header_says(tmp_path: Path) -> None:
    content = bytearray(zipped({"q07.py": "#" * 12_000_000, "q08.py": SOLUTION}))
    lying = bytes(content).replace(struct.pack("<I", 12_000_000), struct.pack("<I", 12))
    assert lying != content
    submission = read(tmp_path, bytes(content))
    assert list(submission.answers) == [8]
    assert sentences(submission) == ["q07.py: unpacks to more than 200 times its packed size: refused"]
    submission = read(tmp_path, lying)
    assert list(submission.answers) == [8]
    assert len(submission.problems) == 1


def test_a_member_over_the_limit_is_refused(tmp_path: Path) -> None:
    submission = read(tmp_path, zipped({"q07.py": "#" * (16 * 2**20 + 1), "q08.py": SOLUTION}, zipfile.ZIP_STORED))
    assert sentences(submission) == ["q07.py: is larger than 16 MiB: refused"]
    assert list(submission.answers) == [8]


def test_too_much_in_all_is_the_users_mistake(tmp_path: Path) -> None:
    files = {f"q08/f{number}": "#" * (15 * 2**20) for number in range(5)}
    with pytest.raises(UserError, match="more than 64 MiB"):
        read(tmp_path, zipped(files, zipfile.ZIP_STORED))


@pytest.mark.parametrize(("size", "level", "message"), [(20, 9, "more than 200 times"), (80, 1, "more than 64 MiB")])
def test_a_bomb_in_a_tar_is_stopped_though_nobody_asked_for_it(
    tmp_path: Path, size: int, level: int, message: str
) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=level) as archive:
        info = tarfile.TarInfo("data.bin")
        info.size = size * 2**20
        archive.addfile(info, _Zeros())
    with pytest.raises(UserError, match=message):
        read(tmp_path, buffer.getvalue(), "alice.tar.gz")


class _Zeros(io.RawIOBase):
    def read(self, size: int = -1) -> bytes:
        return bytes(size)


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_too_many_members_are_the_users_mistake(tmp_path: Path, kind: str) -> None:
    files = {f"x{number}": "" for number in range(2_001)}
    with pytest.raises(UserError, match="more than 2,000 files") as caught:
        read(tmp_path, zipped(files) if kind == "zip" else tarred(files, packed=False), f"alice.{kind}")
    assert caught.value.remedy


GOOD_ZIP, GOOD_TAR = zipped(ANSWERS), tarred(ANSWERS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("alice.zip", b""),
        ("alice.zip", b"not a zip"),
        ("alice.zip", GOOD_ZIP[:-30]),
        ("alice.tar.gz", b""),
        ("alice.tar.gz", b"not a tar"),
        ("alice.tar.gz", GOOD_TAR[: len(GOOD_TAR) // 2]),
        ("alice.tar.gz", b"\x1f\x8b" + b"\0" * 100),
        ("alice.tar.gz", gzip.compress(b"not a tar" * 100, mtime=0)),
        ("alice.tar", b"\0" * 100),
    ],
)
def test_a_damaged_archive_is_the_users_mistake(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(UserError, match="is damaged") as caught:
        read(tmp_path, content, name)
    assert "Pack it again" in caught.value.remedy


def test_a_damaged_member_is_refused_alone(tmp_path: Path) -> None:
    content = bytearray(zipped({"q07.py": SOLUTION, "q08.py": SOLUTION}, zipfile.ZIP_STORED))
    content[content.index(SOLUTION.encode())] ^= 0xFF
    submission = read(tmp_path, bytes(content))
    assert list(submission.answers) == [8]
    assert sentences(submission) == ["q07.py: is damaged: refused"]


def test_an_archive_under_another_archives_suffix_is_read(tmp_path: Path) -> None:
    assert 7 in read(tmp_path, GOOD_ZIP, "alice.tar").answers
    assert 7 in read(tmp_path, GOOD_TAR, "bob.tar").answers
