"""The same sessions for a user without any privilege: user namespaces, or nothing but Landlock and the filter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests are this test where root does not run them")
@pytest.mark.parametrize("mode", ["no-cgroup", "neither"])
def test_sessions_and_isolation_for_an_ordinary_user(mode: str) -> None:
    finished = subprocess.run(
        [
            sys.executable, HERE / "as_ordinary_user.py", sys.executable, "-m", "pytest", "-q",
            "-p", "no:cacheprovider", "--tb=short", "-k", mode, HERE / "test_sessions.py", HERE / "test_isolation.py",
            HERE / "test_service.py",
        ],
        cwd=HERE.parent.parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stdout[-6000:] + finished.stderr[-2000:]
    assert "skipped" not in finished.stdout.splitlines()[-1]
