"""A question of the bank, as its folder declares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from harness.question._asset import Asset, Profile
from harness.question._check import Check
from harness.question._contract import Contract
from harness.question._exam import Exam, Session
from harness.question._rubric import Rubric
from harness.question._score import Measurement

Data = TypeVar("Data")


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Which data an exam wants. `fast` asks for a small training set: enough for checks, not for a grade."""

    profile: Profile = "embedded"
    seed: int = 0
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Quality(Generic[Data]):
    """The headline metric and how it is measured on an answer.

    `measure` may call the candidate through the exam. The score's direction and signature come with it.
    """

    metric: str
    higher_is_better: bool
    measure: Callable[[Exam[Data]], Measurement]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeQuestion(Generic[Data]):
    """A question answered by a module with a class `Solution`.

    `setup` brings a fresh session to the state that most checks want (`fit`); None where there is nothing to do.
    `resources` gives the constructor's further keywords; a `Path` is a folder that the sandbox shows read-only.
    `profiles` are those that its data exists for.
    `content` names files shipped with the bank that the data depends on (a checkpoint): they make a calibration stale,
    and so do the files of an organisation's own that `outside` names for a request.
    `mutants` maps each file of `mutants/` to the check or checks that must catch it.
    """

    contract: Contract
    data: Callable[[DataRequest], Data]
    checks: Sequence[Check[Data]]
    quality: Quality[Data]
    setup: Callable[[Session, Data], None] | None = None
    resources: Callable[[DataRequest], Mapping[str, Path | str]] | None = None
    profiles: Sequence[Profile] = ("embedded",)
    assets: Sequence[Asset] = ()
    content: Sequence[Path] = ()
    outside: Callable[[DataRequest], Sequence[Path]] | None = None
    mutants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseQuestion:
    """A question answered in Chinese or English prose and scored by a rubric of key points.

    `similarity` measures an answer's text, without its markup, against the reference answers: reported beside the
    score, never inside it. Its first value (0 to 1) may say that a person should look.
    `content`, `assets` and `mutants` as for a code question.
    """

    rubric: Rubric
    similarity: Callable[[str], Mapping[str, float]]
    assets: Sequence[Asset] = ()
    content: Sequence[Path] = ()
    mutants: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Question: TypeAlias = CodeQuestion[Any] | ProseQuestion
