"""Fetching a pinned package through pip."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.question import UserError
from reference.data import packages
from reference.data.packages import Kind, download


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, bytes], int, str], list[list[str]]]:
    def stand_in(files: dict[str, bytes], status: int, errors: str) -> list[list[str]]:
        commands: list[list[str]] = []

        def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            commands.append([*command, Path(command[command.index("--requirement") + 1]).read_text()])
            for name, content in files.items():
                Path(command[command.index("--dest") + 1], name).write_bytes(content)
            return subprocess.CompletedProcess(command, status, "", errors)

        monkeypatch.setattr(packages.subprocess, "run", run)
        return commands

    return stand_in


@pytest.mark.parametrize(
    ("kind", "name", "option"), [("wheel", "a.whl", "--only-binary"), ("source archive", "a.tar.gz", "--no-binary")]
)
def test_asks_for_one_pinned_file(pip, kind: Kind, name: str, option: str) -> None:
    commands = pip({name: b"content"}, 0, "")
    assert download("a==1", "f" * 64, kind) == b"content"
    assert commands[0][-1] == f"a==1 --hash=sha256:{'f' * 64}\n"
    assert {"--require-hashes", "--no-deps", option} <= set(commands[0])


def test_a_failing_pip_is_the_users_to_mend_and_is_quoted(pip) -> None:
    pip({}, 1, "WARNING: slow\nERROR: no such package\nERROR: bye\n")
    with pytest.raises(UserError, match=r"source archive of a==1: no such package") as error:
        download("a==1", "0" * 64, "source archive")
    assert "harness prepare" in error.value.remedy


def test_another_kind_of_file_is_none(pip) -> None:
    pip({"a.tar.gz": b"source"}, 0, "")
    with pytest.raises(UserError, match="fetched no such file"):
        download("a==1", "0" * 64, "wheel")
