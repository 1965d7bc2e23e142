"""Which names mean what in a submission: answer files, sheets, things to leave alone, names that are not safe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["prose", "code"]
Kinds: TypeAlias = Mapping[int, Kind]

MARKDOWN = frozenset({".md", ".markdown"})
PROSE = MARKDOWN | {".txt"}
NOTEBOOK = ".ipynb"
ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")
OTHER_ARCHIVES = (".7z", ".rar", ".gz", ".bz2", ".xz", ".tbz2", ".txz", ".zst")

LONGEST_PATH = 240
DEEPEST_PATH = 10

_ANSWER = re.compile(r"[qQ]0*([0-9]{1,3})")
_ALMOST = re.compile(r"(?:q|question|题|第)?[ _-]?[0-9]{1,3}(?![0-9]).*\.py", re.IGNORECASE)
_ABOUT = re.compile(r"(?:readme|changelog|licen[cs]e|contributing|notes?|todo)(?:[._-].*)?", re.IGNORECASE)


def question_in(name: str) -> int | None:
    """The number in `q07.py`, `q7`, `Q07.md`; None for any other name."""
    stem, suffix = split(name)
    found = _ANSWER.fullmatch(stem if suffix else name)
    return int(found[1]) if found else None


def split(name: str) -> tuple[str, str]:
    """Stem and lower-case suffix of a file's name."""
    path = PurePosixPath(name)
    return path.stem, path.suffix.lower()


def canonical(question: int) -> str:
    """`q07`."""
    return f"q{question:02d}"


def almost_an_answer(name: str) -> bool:
    """`q07_final.py`, `question7.py`, `7.py`: meant as an answer, but not named as one."""
    return question_in(name) is None and _ALMOST.fullmatch(name) is not None


def is_sheet(name: str) -> bool:
    """May the file hold answers to several questions?"""
    return split(name)[1] in MARKDOWN | {NOTEBOOK} and question_in(name) is None


def is_about(name: str) -> bool:
    """`README.md` and its like: an answer sheet only where nothing else is one."""
    return _ABOUT.fullmatch(name) is not None


def is_archive(name: str) -> bool:
    """Is it an archive of any kind, readable here or not?"""
    return name.lower().endswith((*ARCHIVES, *OTHER_ARCHIVES))


def is_left_alone(path: str) -> bool:
    """Hidden files, caches and what macOS adds to an archive."""
    return path.endswith(".pyc") or any(
        part.startswith(".") or part in {"__pycache__", "__MACOSX"}
        for part in path.split("/")
        if part not in {".", ".."}
    )


def is_wanted(path: str) -> bool:
    """Is the file to be read: at the root an answer file or a sheet, below it a part of a package?"""
    first, _, rest = path.partition("/")
    if rest:
        return question_in(first) is not None and not split(first)[1]
    return is_sheet(first) or (question_in(first) is not None and split(first)[1] in PROSE | {".py", NOTEBOOK})


def fault_of(path: str) -> str | None:
    """Why a path must not be used, as the end of a sentence that begins with the path; None for a good one."""
    parts = path.split("/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return "is an absolute path"
    if ".." in parts:
        return "leads out of its folder"
    if any("\ud800" <= character <= "\udfff" for character in path):
        return "has a name that is not UTF-8"
    if not path.isprintable():
        return "has a name with control or invisible characters"
    if len(path) > LONGEST_PATH or len(parts) > DEEPEST_PATH:
        return f"has a path of more than {LONGEST_PATH} characters or {DEEPEST_PATH} levels"
    return None
