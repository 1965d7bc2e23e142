"""The verdict of a check on an answer made up for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_exam import FakeExam

from harness.question import CandidateFault, Check, CheckFailed


@pytest.fixture
def outcome() -> Callable[..., str]:
    """What a check says is wrong with an answer (an object, or a class made with a seed); "" where it passes."""

    def run(check: Check[Any], answer: Any) -> str:
        exam = answer if isinstance(answer, FakeExam) else FakeExam(answer if callable(answer) else lambda _: answer)
        try:
            check.run(exam)  # type: ignore[arg-type]
        except (CheckFailed, CandidateFault) as fault:
            return fault.message
        return ""

    return run
