"""`harness calibrate`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from harness.bank import load_bank
from harness.cli import _options as options
from harness.host import require_linux
from harness.prepare import assets_of, prepare
from harness.selection import select_device, select_questions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("calibrate")(run)


def run(
    question: options.Questions = None,
    device: options.Device = "auto",
    seed: options.Seed = 0,
    stale: Annotated[bool, typer.Option("--stale", help="Only questions whose calibration no longer holds.")] = False,
    store: options.Store = options.DEFAULT_STORE,
) -> None:
    """Measure references and baselines, and write them into the questions' folders."""
    require_linux()
    from harness.grading.anchors import Anchors  # noqa: PLC0415 - keeps `harness --help` quick
    from harness.grading.calibration import calibration_key, ship, shipped_calibrations  # noqa: PLC0415
    from harness.grading.examiner import Examiner, RunOptions  # noqa: PLC0415
    from harness.store import Store  # noqa: PLC0415

    console = Console()
    entries = [entry for entry in select_questions(load_bank(), question) if entry.kind == "code"]
    list(prepare(assets_of(entries)))
    run_options = RunOptions(device=select_device(device), seed=seed)
    if stale:
        entries = [
            entry
            for entry in entries
            if calibration_key(entry, run_options)
            not in [calibration.key for calibration in shipped_calibrations(entry.folder)]
        ]
    with Store(store) as kept, Examiner(run_options, entries) as examiner:
        anchors = Anchors(examiner, kept)
        for entry in entries:
            with console.status(f"calibrating question {entry.number}"):
                calibration = anchors.measure(entry)
            ship(entry.folder, calibration)
            console.print(
                f"{entry.number:2d} {entry.slug}: {calibration.metric} {calibration.baseline.value:.5g} (baseline) to "
                f"{calibration.reference.value:.5g} (reference)",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
    if not entries:
        console.print("Nothing to calibrate: every shipped value holds.", highlight=False)
