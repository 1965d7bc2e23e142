"""The exam without a sandbox keeps to what an exam in one promises."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
import torch
from in_process import Generators, InProcessExam, failures, outcome

from harness.question import (
    Array,
    CandidateFault,
    CodeQuestion,
    Contract,
    Exam,
    Ignored,
    Measurement,
    Method,
    Quality,
    Session,
    check,
)


class Draws:
    """Adds to rows, in place, what the global generators give."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.fits = 0

    def fit(self) -> object:
        self.fits += 1
        return object()

    def add(self, rows: torch.Tensor) -> torch.Tensor:
        rows += random.random() + np.random.random() + float(torch.rand(()))
        return rows


class Fails(Draws):
    def fit(self) -> object:
        raise ValueError("no")


class OneRowLess(Draws):
    def add(self, rows: torch.Tensor) -> torch.Tensor:
        return super().add(rows)[1:]


class NotPlain(Draws):
    def add(self, rows: torch.Tensor) -> Any:
        return {1: rows}


def measure(_exam: Exam[None]) -> Measurement:
    raise NotImplementedError


@check()
def adds(exam: Exam[None]) -> None:
    """Every row is answered."""
    exam.fitted().call("add", ROWS)


ROWS = np.zeros((2, 3), np.float32)
QUESTION: CodeQuestion[None] = CodeQuestion(
    contract=Contract(
        methods=(
            Method("fit", {}, Ignored()),
            Method("add", {"rows": Array("float32", ("N", 3))}, Array("float32", ("N", 3))),
        )
    ),
    data=lambda _: None,
    checks=[adds],
    quality=Quality("nothing", higher_is_better=True, measure=measure),
    setup=lambda session, _: session.call("fit"),
)


def first(session: Session) -> float:
    return float(np.asarray(session.call("add", ROWS))[0, 0])


class TestSessions:
    def test_each_has_seeded_generators_of_its_own_and_leaves_the_tests_alone(self) -> None:
        exam = InProcessExam(QUESTION, None, Draws)
        before = Generators.current()
        alone = [first(exam.fitted()), first(exam.fitted())]
        again = InProcessExam(QUESTION, None, Draws)
        with again.session() as other, again.session(seed=1) as another:
            turns = [first(again.fitted()), first(other), first(another), first(again.fitted()), first(other)]
        assert [turns[0], turns[3]] == [turns[1], turns[4]] == alone
        assert turns[2] != turns[0] != turns[3]
        np.testing.assert_equal(Generators.current()[:2], before[:2])
        assert torch.equal(Generators.current()[2], before[2])

    def test_arguments_are_copies(self) -> None:
        first(InProcessExam(QUESTION, None, Draws).fitted())
        assert not ROWS.any()

    def test_the_main_one_is_set_up_once_when_it_is_asked_for(self) -> None:
        exam = InProcessExam(QUESTION, None, Draws)
        assert exam.solution.fits == 0
        assert exam.fitted() is exam.fitted()
        assert exam.solution.fits == 1


class TestOutcome:
    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (Draws, ""),
            (Fails, "fit: raised ValueError: no"),
            (OneRowLess, "add(): expected shape [2, 3], got [1, 3]"),
            (NotPlain, "add(): expected keys of type str, got int"),
        ],
    )
    def test_what_is_wrong_is_told_as_by_the_sandbox(self, answer: type[Draws], said: str) -> None:
        exam = InProcessExam(QUESTION, None, answer)
        assert outcome(exam, "adds") == said
        assert failures(exam) == ({"adds": said} if said else {})

    def test_a_failed_setup_is_told_at_each_use(self) -> None:
        exam = InProcessExam(QUESTION, None, Fails)
        for _ in range(2):
            with pytest.raises(CandidateFault, match="raised ValueError: no"):
                exam.fitted()
