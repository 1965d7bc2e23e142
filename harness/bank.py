"""Finds the questions that installed packages bring, without importing one until it is needed."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

from harness.faults import InfrastructureFault, UserError
from harness.question import CodeQuestion, ProseQuestion, Question

GROUP = "harness.questions"
_FOLDER = re.compile(r"q(\d{2})_([a-z0-9_]+)")

Language = Literal["en", "zh"]


@dataclass(frozen=True)
class BankEntry:
    """One question's folder: `q07_language_model` with its statement, question, reference and baseline."""

    number: int
    slug: str
    folder: Path
    package: str

    @property
    def kind(self) -> Literal["prose", "code"]:
        """How it is answered; told by the reference answer, so that listing imports nothing."""
        return "code" if (self.folder / "solution.py").exists() else "prose"

    def statement(self, language: Language) -> str:
        """The statement in Markdown."""
        return (self.folder / f"statement.{language}.md").read_text(encoding="utf-8")

    def title(self, language: Language = "en") -> str:
        """The statement's first heading, without its number."""
        for line in self.statement(language).splitlines():
            if line.startswith("#"):
                return re.sub(r"^\W*\d*\W*", "", line.lstrip("# ")).strip()
        return self.slug.replace("_", " ")

    @cached_property
    def question(self) -> Question:
        """The question itself; importing it loads its checks, its data builders and its metrics."""
        name = f"{self.package}.{self.folder.name}.question"
        try:
            question = importlib.import_module(name).QUESTION
        except Exception as error:
            raise InfrastructureFault(f"question {self.number} cannot be loaded: {name}: {error!r}") from error
        if not isinstance(question, CodeQuestion | ProseQuestion):
            raise InfrastructureFault(f"{name}.QUESTION is a {type(question).__name__}, not a question")
        return question


@dataclass(frozen=True)
class Bank:
    """The questions by number, and a warning for each plugin that could not be used."""

    entries: Mapping[int, BankEntry]
    warnings: tuple[str, ...]

    def __iter__(self) -> Iterator[BankEntry]:
        return iter(self.entries[number] for number in sorted(self.entries))

    @property
    def kinds(self) -> dict[int, Literal["prose", "code"]]:
        """What intake needs to know: how each question is answered."""
        return {entry.number: entry.kind for entry in self}

    def entry(self, number: int) -> BankEntry:
        """The question of that number, or a `UserError` that lists what there is."""
        if number not in self.entries:
            known = ", ".join(str(number) for number in sorted(self.entries))
            raise UserError(f"There is no question {number} in the bank.", f"The bank has {known}.")
        return self.entries[number]


def load_bank() -> Bank:
    """Every question of every package that declares the entry point `harness.questions`.

    A package that cannot be imported is a warning that names it, never a crash; of two questions with one
    number the first is kept.
    """
    entries: dict[int, BankEntry] = {}
    warnings: list[str] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.value):
        try:
            found = list(_entries_of(point))
        except Exception as error:  # a plugin may fail in any way
            distribution = point.dist.name if point.dist else "an unknown package"
            warnings.append(
                f"The bank {point.value!r} of {distribution} cannot be used ({error!r}): reinstall or remove it."
            )
            continue
        for entry in found:
            if entry.number in entries:
                warnings.append(
                    f"Question {entry.number} of {entry.package!r} is ignored: "
                    f"{entries[entry.number].package!r} has one already."
                )
            else:
                entries[entry.number] = entry
    if not entries and not warnings:
        warnings.append("No installed package brings questions: install the project with `pip install -e .`.")
    return Bank(entries, tuple(warnings))


def _entries_of(point: EntryPoint) -> Iterator[BankEntry]:
    module = point.load()
    root = Path(next(iter(module.__path__)))
    for folder in sorted(root.iterdir()):
        match = _FOLDER.fullmatch(folder.name)
        if match and (folder / "question.py").exists():
            yield BankEntry(int(match[1]), match[2], folder, module.__name__)


def package_folders() -> tuple[Path, ...]:
    """The folders of the harness, the banks and the metrics: no candidate may see them."""
    import harness  # noqa: PLC0415 - its own folder

    folders = [Path(path) for path in harness.__path__]
    for group in (GROUP, "harness.metrics"):
        for point in entry_points(group=group):
            try:
                module = point.load()
            except Exception:  # load_bank has warned already
                continue
            folders.extend(Path(path) for path in getattr(module, "__path__", ()))
    return tuple(dict.fromkeys(folder.resolve() for folder in folders))
