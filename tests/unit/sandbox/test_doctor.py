"""The doctor finds what a sandbox would find, and raises nothing whatever the host is."""

from __future__ import annotations

import pytest

from harness.faults import InfrastructureFault
from harness.sandbox import SandboxOptions, diagnose, doctor
from harness.sandbox.policy import LAYERS


def test_each_layer_is_told_with_what_it_is_for_and_what_is_missing_with_a_remedy() -> None:
    diagnosis = diagnose(SandboxOptions(off=frozenset({"landlock", "cgroup"})))
    found = {finding.name: finding for finding in diagnosis.layers}
    assert list(found) == list(LAYERS)
    assert not found["landlock"].in_force
    assert found["landlock"].detail == "no (switched off)"
    assert found["seccomp"].in_force
    assert any(sentence.startswith("No cgroup") for sentence in diagnosis.advice)
    assert any(sentence.startswith("No Landlock") for sentence in diagnosis.advice)
    assert diagnosis.session_ms is not None
    assert "torch" in diagnosis.facts


def test_below_the_floor_it_says_which_property_nothing_provides() -> None:
    diagnosis = diagnose(SandboxOptions(off=frozenset({"seccomp"})))
    assert not diagnosis.ready
    assert "kernel surface" in diagnosis.verdict
    assert diagnosis.missing == ("kernel surface: every system call would be open",)


def test_a_sandbox_that_does_not_start_is_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(options: SandboxOptions) -> None:
        raise InfrastructureFault("the sandbox server did not start: ended with 1")

    monkeypatch.setattr(doctor, "Sandbox", broken)
    diagnosis = diagnose()
    assert not diagnosis.ready
    assert "did not start: ended with 1" in diagnosis.verdict


@pytest.mark.parametrize(("attribute", "value"), [("machine", "riscv64")])
def test_a_machine_without_tables_is_told_so(monkeypatch: pytest.MonkeyPatch, attribute: str, value: str) -> None:
    monkeypatch.setattr(doctor.platform, attribute, lambda: value)
    diagnosis = diagnose()
    assert not diagnosis.ready
    assert "riscv64" in diagnosis.verdict
    assert "x86_64" in diagnosis.advice[0]
