"""Answers that the bank itself holds: references, baselines, alternatives, mutants, and what candidates may hand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harness.bank import BankEntry
from harness.intake.submission import Answer

Role = Literal["reference", "baseline", "alternative", "candidate", "mutant"]


@dataclass(frozen=True, slots=True)
class BankAnswer:
    """One of the bank's own answers; `caught_by` names the checks that must not pass for a mutant."""

    role: Role
    name: str
    answer: Answer
    caught_by: tuple[str, ...] = ()


def reference(entry: BankEntry) -> BankAnswer:
    """The reference answer."""
    return BankAnswer("reference", "reference", _answer(entry, _first(entry, "solution")))


def baseline(entry: BankEntry) -> BankAnswer:
    """The naive answer."""
    return BankAnswer("baseline", "baseline", _answer(entry, _first(entry, "baseline")))


def bank_answers(entry: BankEntry) -> Iterator[BankAnswer]:
    """Reference, baseline, alternatives, weak and middling candidates and mutants of a question, in that order."""
    for path in sorted(entry.folder.glob("solution*")):
        name = "reference" if path == _first(entry, "solution") else f"reference{path.suffixes[0]}"
        yield BankAnswer("reference", name, _answer(entry, path))
    yield baseline(entry)
    for path in _files(entry, "alternatives"):
        yield BankAnswer("alternative", path.stem, _answer(entry, path))
    for path in _files(entry, "candidates"):
        yield BankAnswer("candidate", path.stem, _answer(entry, path))
    for path in _files(entry, "mutants"):
        yield BankAnswer("mutant", path.stem, _mutant(entry, path), entry.question.mutants.get(path.stem, ()))


def _files(entry: BankEntry, kind: str) -> list[Path]:
    suffix = ".py" if entry.kind == "code" else ".md"
    return sorted(path for path in (entry.folder / kind).glob(f"*{suffix}") if path.name != "__init__.py")


def _first(entry: BankEntry, stem: str) -> Path:
    suffix = "py" if entry.kind == "code" else "md"
    found = sorted(entry.folder.glob(f"{stem}*.{suffix}"))
    if not found:
        raise FileNotFoundError(f"question {entry.number} has no {stem}.{suffix}")
    return found[0]


def _answer(entry: BankEntry, path: Path) -> Answer:
    name = f"q{entry.number:02d}{path.suffix}"
    return Answer(entry.number, entry.kind, {name: path.read_bytes()}, origin=path.name)


def _mutant(entry: BankEntry, path: Path) -> Answer:
    """A mutant of code is packed as a package with the reference beside it, so that it may be ten lines long."""
    if entry.kind == "prose":
        return _answer(entry, path)
    package = f"q{entry.number:02d}"
    files = {
        f"{package}/__init__.py": path.read_bytes(),
        f"{package}/solution.py": (entry.folder / "solution.py").read_bytes(),
    }
    return Answer(entry.number, "code", files, origin=path.name)
