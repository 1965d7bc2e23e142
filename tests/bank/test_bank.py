"""Every question keeps to the bank's rules. `harness audit` does the same with quality and all checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harness.bank import BankEntry, Language, load_bank
from harness.bank_answers import bank_answers
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


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_mutant_is_declared_and_every_declared_one_is_there(entry: BankEntry) -> None:
    assert {held.name for held in bank_answers(entry) if held.role == "mutant"} == set(entry.question.mutants)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("entry", [entry for entry in CODE if entry.id != "q17"])  # whose statement names no weights
def test_the_statement_has_the_weights_of_the_checks(entry: BankEntry, language: Language) -> None:
    assert isinstance(entry.question, CodeQuestion)
    scoring = entry.statement(language).split("\n## ")[-1].splitlines()
    weights = [float(weight) for weight in re.findall(r"[(（]([\d.]+)[)）]", scoring[2])]
    assert sorted(weights) == sorted(check.weight for check in entry.question.checks)


@pytest.mark.parametrize("entry", CODE)
def test_the_shipped_calibration_is_of_this_question(entry: BankEntry) -> None:
    keys = [calibration.key for calibration in shipped_calibrations(entry.folder)]
    assert calibration_key(entry, RunOptions()) in keys, (
        f"run `harness calibrate --question {entry.number}`: the question, its data or its metric has changed"
    )


@pytest.mark.parametrize("entry", CODE)
def test_a_weak_and_a_middling_candidate_are_there(entry: BankEntry) -> None:
    candidates = {answer.name for answer in bank_answers(entry) if answer.role == "candidate"}
    assert candidates == {"weak", "middling"}


@pytest.mark.slow
@pytest.mark.parametrize("entry", ENTRIES)
def test_reference_and_alternatives_pass_and_mutants_are_caught(entry: BankEntry, tmp_path: Path) -> None:
    with Store(tmp_path / "results.sqlite") as store:
        rows = list(audit([entry], RunOptions(fast=True), store, jobs=2, fast=True))
    assert {f"{row.role} {row.name}": row.broken for row in rows if row.broken is not None} == {}
    assert {row.role for row in rows} >= {"reference", "alternative", "mutant"}
