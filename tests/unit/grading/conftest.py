"""A toy bank and one sandbox for all tests of the engine."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from grading_helpers import TOY

from harness.bank import BankEntry
from harness.grading.examiner import Examiner, RunOptions


@pytest.fixture(scope="session")
def toy() -> BankEntry:
    here = str(TOY.parent.parent)
    if here not in sys.path:
        sys.path.append(here)
    return BankEntry(42, "double", TOY, "toy_bank")


@pytest.fixture(scope="session")
def examiner(toy: BankEntry) -> Iterator[Examiner]:
    with Examiner(RunOptions(), [toy]) as examiner:
        yield examiner
