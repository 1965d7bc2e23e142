"""Every question keeps to the bank's rules. `harness audit` does the same with quality and all checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.bank import BankEntry, load_bank
from harness.grading.audit import audit
from harness.grading.calibration import calibration_key, shipped_calibrations
from harness.grading.examiner import RunOptions
from harness.question import CodeQuestion
from harness.store import Store

BANK = load_bank()
ENTRIES = [pytest.param(entry, id=f"q{entry.number:02d}") for entry in BANK]
CODE = [pytest.param(entry, id=f"q{entry.number:02d}") for entry in BANK if entry.kind == "code"]


def test_the_bank_is_found_without_a_warning() -> None:
    assert BANK.warnings == ()
    assert {1, 7, 8, 17, 20} <= BANK.entries.keys()


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_statement_in_each_language_begins_with_its_number(entry: BankEntry) -> None:
    for language in ("en", "zh"):
        text = entry.statement(language)
        assert text.startswith(f"# {entry.number}. ")
        assert len(text) > 500
    assert entry.title("en") != entry.title("zh")


@pytest.mark.parametrize("entry", ENTRIES)
def test_names_are_unique_and_mutants_name_what_exists(entry: BankEntry) -> None:
    question = entry.question
    if isinstance(question, CodeQuestion):
        names = [check.name for check in question.checks]
        known = {*names, "loads", "fit", "quality"}
        assert all(set(check.needs) <= known for check in question.checks)
        assert sum(check.weight for check in question.checks) > 0
    else:
        names = [point.name for point in question.rubric.points]
        known = set(names)
    assert len(set(names)) == len(names)
    assert {name for caught_by in question.mutants.values() for name in caught_by} <= known


@pytest.mark.parametrize("entry", CODE)
def test_the_shipped_calibration_is_of_this_question(entry: BankEntry) -> None:
    keys = [calibration.key for calibration in shipped_calibrations(entry.folder)]
    assert calibration_key(entry, RunOptions()) in keys, (
        f"run `harness calibrate --question {entry.number}`: the question, its data or its metric has changed"
    )


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
def test_reference_and_alternatives_pass_and_mutants_are_caught(entry: BankEntry, tmp_path: Path) -> None:
    with Store(tmp_path / "results.sqlite") as store:
        rows = list(audit([entry], RunOptions(fast=True), store, jobs=2, fast=True))
    assert {f"{row.role} {row.name}": row.broken for row in rows if row.broken is not None} == {}
    assert {row.role for row in rows} >= {"reference", "alternative", "mutant"}
