"""The attacks as their folders declare them: which line of the list, which layers, what must be told."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
KIT = HERE / "kit"


@dataclass(frozen=True, slots=True)
class Case:
    """One answer that attacks.

    `told`: expressions that the candidate's report must hold, so that an attack that never ran proves nothing.
    `naive`: what it does to the naive grader; where it begins with "none", the reason why that is not tried.
    """

    attack: str
    name: str
    source: Path
    told: tuple[str, ...]
    naive: str
    transfer: str
    as_user: bool

    @property
    def title(self) -> str:
        """`sudden_exit`, or `sudden_exit-abort` for the second answer of a folder."""
        rest = self.name.removeprefix("answer").strip("_")
        return self.attack + (f"-{rest}" if rest else "")


@dataclass(frozen=True, slots=True)
class Attack:
    """One folder: a line of the list of attacks."""

    folder: Path
    line: str
    what: str
    layers: str
    test: str
    cases: tuple[Case, ...]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name


def load(folder: Path) -> Attack:
    """The attack in a folder."""
    told = tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8"))
    cases = []
    for name, answer in told.get("answers", {}).items():
        words = answer["told"]
        cases.append(
            Case(
                attack=folder.name,
                name=name,
                source=folder / f"{name}.py",
                told=tuple([words] if isinstance(words, str) else words),
                naive=answer["naive"],
                transfer=answer.get("transfer", "direct"),
                as_user=answer.get("as_user", False),
            )
        )
    test = told.get("test", "test_graded_attacks.py")
    return Attack(folder, told["line"], told["what"], told["layers"], test, tuple(cases))


def attacks() -> list[Attack]:
    """Every attack, by its line of the list."""
    found = [load(path.parent) for path in HERE.glob("*/expect.toml")]
    return sorted(found, key=lambda attack: (int(re.findall(r"\d+", attack.line)[0]), attack.name))


def cases() -> list[Case]:
    """Every answer of every attack, in order: what one leaves, the next may find."""
    return [case for attack in attacks() for case in attack.cases]
