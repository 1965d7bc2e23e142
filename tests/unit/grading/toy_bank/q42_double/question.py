"""Question 42: double numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from harness.question import (
    CodeQuestion,
    Contract,
    DataRequest,
    Evidence,
    Exam,
    Ignored,
    Integer,
    Limits,
    ListOf,
    Measurement,
    Method,
    Quality,
    Score,
    Session,
    check,
    expect,
)


@dataclass(frozen=True)
class Numbers:
    train: list[int]
    held_out: list[int]


@check(weight=2.0)
def doubles(exam: Exam[Numbers]) -> str:
    """Small numbers are doubled."""
    came = exam.fitted().call("double", [1, 2, 3])
    expect(came == [2, 4, 6], f"double([1, 2, 3]) is {came}, and [2, 4, 6] was expected.", private="held out: 977")
    return "1, 2 and 3"


@check(gate=True, needs=("doubles",))
def negative(exam: Exam[Numbers]) -> None:
    """Negative numbers are doubled too."""
    came = exam.fitted().call("double", [-4])
    expect(came == [-8], f"double([-4]) is {came}, and [-8] was expected.")


@check()
def small(exam: Exam[Numbers]) -> None:
    """No answer is 666."""
    (came,) = exam.fitted().call("double", [333])
    if came == 667:
        raise KeyError("a bug of this check")
    expect(came == 666, f"double([333]) is [{came}].")


def measure(exam: Exam[Numbers]) -> Measurement:
    held_out = exam.data.held_out
    right = [
        float(came == 2 * number) for came, number in zip(exam.fitted().call("double", held_out), held_out, strict=True)
    ]
    rate = float(np.mean(right))
    score = Score(
        metric="rate",
        value=rate,
        higher_is_better=True,
        ci95=(max(0.0, rate - 0.1), min(1.0, rate + 0.1)),
        items=len(right),
        signature="rate|v:1",
    )
    return Measurement(score, {"wrong": 1 - rate}, (Evidence("Held-out numbers", held_out),))


def make_data(request: DataRequest) -> Numbers:
    if request.seed == 13:
        raise FileNotFoundError("the data of seed 13 is lost")
    return Numbers([1, 2, 3], list(range(900, 1000)))


def fit(session: Session, data: Numbers) -> None:
    session.call("fit", data.train)


QUESTION: CodeQuestion[Numbers] = CodeQuestion(
    contract=Contract(
        (
            Method("fit", {"numbers": ListOf(Integer())}, Ignored(), limit_s=3.0),
            Method("double", {"numbers": ListOf(Integer(), "N")}, ListOf(Integer(), "N"), limit_s=3.0),
        ),
        limits=Limits(load_s=5.0, session_s=20.0, memory_mb=512),
    ),
    data=make_data,
    checks=(doubles, negative, small),
    quality=Quality("rate", higher_is_better=True, measure=measure),
    setup=fit,
    mutants={"absolute": ("negative",), "plus_one": ("doubles",), "crashes": ("doubles",), "refuses_to_fit": ("fit",)},
)
