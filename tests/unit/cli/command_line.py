"""Runs the command line as its users do: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ELSEWHERE = """
import sys
import importlib.abc
import sysconfig

sysconfig.get_config_vars()  # reads a file named after the platform, and keeps what it read

class OnlyLinuxHas(importlib.abc.MetaPathFinder):
    "Hides from the project's own modules what only Unix has; libraries, which know other systems, keep it."
    def find_spec(self, name, path=None, target=None):
        if name in {"fcntl", "resource", "pwd", "grp", "termios", "harness.sandbox"}:
            frame = sys._getframe(1)
            while frame.f_globals.get("__name__", "").startswith(("importlib", "_frozen_importlib")):
                frame = frame.f_back
            importer = frame.f_globals.get("__name__", "")
            if importer.split(".")[0] in {"harness", "reference", "metrics"}:
                raise ModuleNotFoundError(f"No module named {name!r}, which {importer} imports", name=name)
        return None

for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, OnlyLinuxHas())
sys.platform = "darwin"
"""
"""Put before a program's own lines: from there on this process takes itself to be no Linux."""


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "HARNESS_"))}
    return {**kept, "COLUMNS": "100", **more}


def harness(*arguments: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`python -m harness ...`."""
    return _run([sys.executable, "-m", "harness", *arguments], cwd, more)


def harness_with(before: str, after: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line between lines of Python: `before` it, and `after` it has ended."""
    program = f"""
{before}
from harness.cli import main
import sys
sys.argv = ["harness", *{list(arguments)!r}]
try:
    main()
except SystemExit as end:
    code = end.code
{after}
sys.exit(code)
"""
    return _run([sys.executable, "-c", program], cwd, {})


def _run(command: list[str], cwd: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=environment(**more), capture_output=True, text=True, encoding="utf-8", check=False
    )
