from __future__ import annotations

from pathlib import Path

import pytest
from intake_helpers import KINDS, Read

from harness.intake import Submission, read_submission


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write files (name -> text or bytes) as the folder `alice` and read it; one name alone is read as a file."""

    def run(files: dict[str, str | bytes], *, only: str | None = None) -> Submission:
        folder = tmp_path / "alice"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_submission(folder / only if only else folder, kinds=KINDS)

    return run


@pytest.fixture
def sheet(read: Read) -> Read:
    return lambda text: read({"answers.md": text}, only="answers.md")
