"""Writes a result's files, each whole or not at all."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from harness.codec import finite
from harness.faults import UserError
from harness.grading.result import Result
from harness.reports.json_report import Audience, for_audience, result_json
from harness.reports.junit import junit_xml
from harness.reports.markdown import report_md
from harness.text import printable


def write_reports(result: Result, folder: Path, *, audience: Audience = "candidate") -> list[Path]:
    """Write `result.json`, `report.md` and `junit.xml` as this audience may see them; the paths written.

    Each file appears under its name only when it is complete. Raises `UserError` where nothing can be written.
    """
    shown = for_audience(finite(result), audience)
    files = {
        "result.json": result_json(shown),
        "report.md": report_md(shown).encode("utf-8"),
        "junit.xml": junit_xml(shown),
    }
    return write_files(folder, files)


def write_files(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write files into a folder, made where there is none, each by a rename of a temporary one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_replace(folder / name, content) for name, content in files.items()]
    except OSError as error:
        raise UserError(
            f"The reports cannot be written to {printable(str(folder))}: {error.strerror}.",
            "Name another folder with --out; results are kept, so that nothing is graded again.",
        ) from error


def _replace(path: Path, content: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path
