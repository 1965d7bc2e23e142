"""Small git repositories for the tests of `harness.ci`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


class Checkout:
    """A repository with one commit on `main` and the branch `work` checked out."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes] | None = None) -> None:
        self.root = root
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit(files or {"submissions/example/q01.md": "An answer.\n"})
        self.git("checkout", "--quiet", "-b", "work")

    def git(self, *command: str) -> str:
        settings = ("-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false")
        environment = {"PATH": os.environ["PATH"], "HOME": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-C", str(self.root), *settings, *command], env=environment, capture_output=True, check=True
        )
        return os.fsdecode(done.stdout)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: Mapping[str, str | bytes], *, removed: tuple[str, ...] = ()) -> None:
        """Write and remove files, and commit everything that differs."""
        self.write(files)
        for name in removed:
            (self.root / name).unlink()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "change")
