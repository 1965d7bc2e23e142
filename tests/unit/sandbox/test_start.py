"""How a sandbox starts, or refuses to."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from sandbox_answers import echo

from harness.faults import UserError
from harness.sandbox import Sandbox, SandboxOptions


def test_the_server_outlives_the_thread_that_made_it() -> None:
    made: list[Sandbox] = []
    thread = threading.Thread(target=lambda: made.append(Sandbox()))
    thread.start()
    thread.join()
    with made[0] as sandbox:
        assert echo(sandbox) == 1


def test_below_the_floor_it_refuses_with_a_remedy_unless_told_otherwise() -> None:
    options = SandboxOptions(off=frozenset({"seccomp"}))
    with pytest.raises(UserError) as refusal:
        Sandbox(options)
    assert "every system call would be open" in refusal.value.message
    assert "harness doctor" in refusal.value.remedy
    with Sandbox(SandboxOptions(off=frozenset({"seccomp"}), unsafe=True)) as sandbox:
        assert sandbox.layers["unsafe"].startswith("yes")
        assert echo(sandbox) == 1


def test_the_server_knows_nothing_of_the_bank() -> None:
    code = "import sys, harness.sandbox.server\nprint(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in said.stdout.split() if name.startswith(("reference", "metrics", "harness."))}
    assert {".".join(name.split(".")[:2]) for name in ours} <= {
        "harness.sandbox", "harness.question", "harness.faults", "harness.plain", "harness.paths"
    }  # fmt: skip


def test_asking_for_the_sandbox_does_not_import_torch_into_the_grader() -> None:
    code = "import sys, harness.sandbox\nprint('torch' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
