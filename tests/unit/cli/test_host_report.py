"""What `harness doctor` finds: each lack with its remedy, and an exit code that says whether grading is possible."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import harness

from harness import doctor
from harness.bank import Bank, BankEntry, load_bank
from harness.content import question_hash
from harness.doctor import AssetFinding, CalibrationState, QuestionFinding, advise, examine_host, package_versions
from harness.faults import InfrastructureFault
from harness.grading.calibration import calibration_key, make_calibration, ship
from harness.grading.examiner import RunOptions
from harness.host import Gpu, parse_gpus
from harness.question import Score
from harness.sandbox import Diagnosis
from harness.sandbox.policy import LAYERS

NO_BANK = Bank({}, ())


def question(number: int, calibration: CalibrationState, fault: str = "") -> QuestionFinding:
    return QuestionFinding(number=number, slug=f"s{number}", calibration=calibration, fault=fault)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("", []),
        ("0, NVIDIA H100 80GB HBM3, 81559, 570.133.20\n", [Gpu(0, "NVIDIA H100 80GB HBM3", 81559, "570.133.20")]),
        ("0, A, 1, 5\n1, B, [N/A], 5\n", [Gpu(0, "A", 1, "5"), Gpu(1, "B", None, "5")]),
        ("No devices were found\n", []),
    ],
)
def test_gpus_as_the_driver_lists_them(table: str, expected: list[Gpu]) -> None:
    assert parse_gpus(table) == expected


def test_every_package_that_the_harness_needs_is_listed_with_its_version() -> None:
    packages = package_versions()
    assert {"torch", "transformers", "numpy", "typer"} <= set(packages)
    assert not {"pytest", "mypy"} & set(packages)
    assert None not in packages.values()


def test_what_is_missing_is_told_with_the_command_that_gets_it() -> None:
    assets = [
        AssetFinding(name="rated-sentences", version="1", prepared=True, folder="/a"),
        AssetFinding(name="speeches", version="1", prepared=False, folder="/b"),
    ]
    questions = [question(7, "stale"), question(8, "holds"), question(9, "none"), question(1, "not needed")]
    found = advise(NO_BANK, {"torch": "2.9", "jinja2": None}, questions, assets)
    assert len(found) == 4
    assert "pip install jinja2" in found[0]
    assert "speeches" in found[1]
    assert "rated-sentences" not in found[1]
    assert "harness prepare" in found[1]
    assert "no longer hold for 7:" in found[2]
    assert "are missing for 9:" in found[3]
    assert all("harness calibrate --stale" in sentence for sentence in found[2:])


def test_where_nothing_is_missing_there_is_nothing_to_do() -> None:
    assert advise(NO_BANK, {"torch": "2.9"}, [question(8, "holds")], []) == []


def test_a_bank_that_cannot_be_used_is_told() -> None:
    assert advise(Bank({}, ("The bank 'x' cannot be used.",)), {"torch": "2.9"}, [], []) == [
        "The bank 'x' cannot be used."
    ]


@pytest.fixture
def quick_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """Question 1 alone, and a sandbox that was not started."""
    diagnosis = Diagnosis(ready=True, verdict="Confined.", facts={})
    monkeypatch.setattr(doctor, "_sandbox", lambda device: (diagnosis, diagnosis.verdict, ()))
    monkeypatch.setattr(doctor, "load_bank", lambda: Bank({1: load_bank().entry(1)}, ()))


@pytest.mark.usefixtures("quick_host")
def test_a_host_with_a_question_that_does_not_load_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(entry: BankEntry, device: str) -> Any:
        raise InfrastructureFault("question 1 cannot be loaded: no such metric")

    assert examine_host().ready
    monkeypatch.setattr(doctor, "_calibration", broken)
    report = examine_host()
    assert not report.ready
    assert "1 cannot be loaded" in report.verdict
    assert report.questions[0].fault.endswith("no such metric")


@pytest.mark.usefixtures("quick_host")
def test_a_host_without_questions_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "load_bank", lambda: NO_BANK)
    report = examine_host()
    assert (report.ready, report.verdict) == (False, "The bank has no question.")


@pytest.mark.usefixtures("quick_host")
def test_a_host_that_cannot_confine_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    weak = Diagnosis(ready=False, verdict="This host cannot confine answers.", advice=("Install it.",), facts={})
    monkeypatch.setattr(doctor, "_sandbox", lambda device: (weak, weak.verdict, weak.advice))
    report = examine_host()
    assert not report.ready
    assert report.advice[0] == "Install it."


@pytest.mark.usefixtures("quick_host")
def test_a_calibration_holds_until_its_question_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    entry = load_bank().entry(8)
    folder = tmp_path / entry.folder.name
    folder.mkdir()
    for name in ("question.py", "solution.py", "baseline.py"):
        (folder / name).write_bytes((entry.folder / name).read_bytes())
    monkeypatch.setattr(doctor, "load_bank", lambda: Bank({8: dataclasses.replace(entry, folder=folder)}, ()))
    assert state_of_the_only_question() == "none"
    key = calibration_key(dataclasses.replace(entry, folder=folder), RunOptions())
    score = Score(metric="accuracy", value=0.5, higher_is_better=True, ci95=None, items=2, signature="accuracy")
    ship(folder, make_calibration(key, reference=score, baseline=score))
    assert state_of_the_only_question() == "holds"
    with (folder / "solution.py").open("a") as solution:
        solution.write("# another reference\n")
    assert state_of_the_only_question() == "stale"


def state_of_the_only_question() -> CalibrationState:
    question_hash.cache_clear()
    [found] = examine_host().questions
    return found.calibration


@pytest.mark.slow
def test_the_real_command(tmp_path: Path) -> None:
    done = harness("doctor", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert done.returncode == (0 if report["ready"] else 3)
    assert [layer["name"] for layer in report["sandbox"]["layers"]] == list(LAYERS)
    assert [found["number"] for found in report["questions"]] == sorted(load_bank().entries)
    told = harness("doctor", cwd=tmp_path)
    assert told.returncode == done.returncode
    assert told.stdout.startswith("Ready: " if report["ready"] else "Not ready: ")
    for words in (*LAYERS.values(), "torch", "Device: ", report["verdict"], *report["advice"]):
        assert words in told.stdout
