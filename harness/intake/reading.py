"""The way in: a path -> `Submission`."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from harness.faults import UserError
from harness.intake.archive import read_archive
from harness.intake.folder import read_file, read_folder, read_package, reason_of
from harness.intake.gather import Gathered, gather
from harness.intake.names import ARCHIVES, MARKDOWN, NOTEBOOK, PROSE, Kinds, question_in, split
from harness.intake.submission import Submission
from harness.intake.tree import Tree
from harness.text import printable

_FORMS = "a folder, .zip, .tar.gz, .tgz or .tar of answers, one answer (q07.py, q01.md, q07/), a .md sheet or a .ipynb"


def read_submission(path: Path, *, kinds: Kinds, name: str | None = None) -> Submission:
    """Read what a candidate handed in; `kinds` says of each question in the bank whether it wants prose or code.

    `path` is a folder of answers (`q07.py`, `q01.md`, packages `q07/`, answer sheets), an archive of such a folder, one
    answer, or one answer sheet or notebook with a heading for each question. `name` is the submission's name; without
    it, that of the folder or file. What is wrong with a part of it becomes a `Problem` there, and the rest is read.
    Raises `UserError` when there is nothing to grade: no such path, a file of another type, a damaged or oversized
    archive, no answer at all. Nothing is run, imported or written to disk.
    """
    shown = printable(str(path))
    try:
        tree = _read(path, _mode(path, shown), shown)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"There is no file or folder {shown}.", "Check the path; quote it if it has spaces.") from None
    except OSError as error:
        raise UserError(f"{shown} {reason_of(error)}.", "Check the path and its permissions.") from None
    gathered = gather(tree, kinds)
    if gathered.is_empty:
        raise _nothing(path, shown)
    return _submission(gathered, printable(name if name is not None else name_of(path)))


def name_of(path: Path) -> str:
    """What a submission at `path` is called: `submissions/alice/`, `alice.zip` and `alice.tar.gz` are all `alice`."""
    name = path.name if path.name not in {"", ".."} else Path(os.path.abspath(path)).name  # noqa: PTH100
    if not path.is_dir():
        for suffix in (*ARCHIVES, NOTEBOOK, ".py", *PROSE):
            if name.lower().endswith(suffix) and len(name) > len(suffix):
                return name[: -len(suffix)]
    return name or "submission"


def _mode(path: Path, shown: str) -> int:
    try:
        return path.stat().st_mode
    except ValueError:
        raise UserError(f"{shown} is no path.", "Take out the NUL byte or the characters that are not UTF-8.") from None


def _read(path: Path, mode: int, shown: str) -> Tree:
    if stat.S_ISDIR(mode):
        if question_in(path.name) is not None and (path / "__init__.py").is_file():
            return read_package(path, shown)
        return read_folder(path, shown)
    if not stat.S_ISREG(mode):
        raise UserError(f"{shown} is neither a file nor a folder.", f"Hand in {_FORMS}.")
    if path.name.lower().endswith(ARCHIVES):
        return read_archive(path, shown)
    suffix = split(path.name)[1]
    if suffix not in PROSE | {".py", NOTEBOOK}:
        raise UserError(f"{shown} is of a type that is not read.", f"Hand in {_FORMS}.")
    if suffix not in MARKDOWN | {NOTEBOOK} and question_in(path.name) is None:
        raise UserError(
            f"The name of {shown} does not say which question it answers.",
            f"Rename it after its question, such as q07{suffix}.",
        )
    return read_file(path, shown)


def _nothing(path: Path, shown: str) -> UserError:
    if path.is_dir() or path.name.lower().endswith(ARCHIVES):
        looked = "q07.py or q07/ (code), q01.md (prose), a Markdown sheet or notebook with numbered headings"
        return UserError(
            f"{shown} holds no answer.",
            f"Looked, at its top level, for {looked}. Put the answers there, or name that folder.",
        )
    return UserError(
        f"{shown} holds no answer: no heading begins with a question's number.",
        "Put a heading such as `## 7. Title` above each answer, or tag a notebook's cells `q07`.",
    )


def _submission(gathered: Gathered, name: str) -> Submission:
    problems = sorted(gathered.problems, key=lambda problem: (problem.question is not None, problem.question or 0))
    return Submission(name, gathered.answers, tuple(problems))
