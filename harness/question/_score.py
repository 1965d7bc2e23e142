"""A measured number with everything needed to trust it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A metric's value over `items` test items, with its bootstrap interval and its signature.

    The signature names library, version and options: two scores compare only when theirs are equal.
    """

    metric: str
    value: float
    higher_is_better: bool
    ci95: tuple[float, float] | None
    standard_error: float | None = None
    items: int
    signature: str

    def better_than(self, other: float) -> bool:
        """Is the whole interval on the better side of `other`?"""
        low, high = self.ci95 if self.ci95 is not None else (self.value, self.value)
        return low > other if self.higher_is_better else high < other


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows where a number comes from, as data for the reports.

    `public` evidence is made from public inputs only; the rest is for the interviewer's report.
    """

    title: str
    data: Any
    public: bool = False


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a question's quality comes to: the headline score, further metrics, and the evidence."""

    score: Score
    metrics: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
