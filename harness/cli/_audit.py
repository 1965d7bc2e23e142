"""`harness audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from harness.bank import load_bank
from harness.cli import _options as options
from harness.cli._exit import BELOW_GATE
from harness.host import require_linux
from harness.prepare import assets_of, prepare
from harness.selection import default_jobs, select_device, select_questions

if TYPE_CHECKING:
    from harness.grading.audit import AuditRow


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(run)


def run(
    question: options.Questions = None,
    jobs: options.Jobs = None,
    device: options.Device = "auto",
    seed: options.Seed = 0,
    fast: Annotated[bool, typer.Option("--fast", help="Checks only, on little training data.")] = False,
    store: options.Store = options.DEFAULT_STORE,
) -> None:
    """Hold the bank to its rules: references, baselines, alternatives, candidates and mutants through the real path."""
    require_linux()
    from harness.grading.audit import audit  # noqa: PLC0415 - keeps `harness --help` quick
    from harness.grading.examiner import RunOptions  # noqa: PLC0415
    from harness.store import Store  # noqa: PLC0415

    entries = select_questions(load_bank(), question)
    list(prepare(assets_of(entries)))
    console = Console()
    rows: list[AuditRow] = []
    run_options = RunOptions(device=select_device(device), seed=seed, fast=fast)
    with Store(store) as kept, console.status("examining the bank's own answers"):
        for row in audit(entries, run_options, kept, jobs=jobs or default_jobs(), fast=fast):
            rows.append(row)
            state = "ok " if row.broken is None else "BAD"
            console.print(f"{state} {row.question:2d} {row.role:11} {row.name} {row.seconds:.1f} s", highlight=False)
    console.print(_table(rows))
    _separation(console, rows)
    broken = [row for row in rows if row.broken is not None]
    for row in broken:
        console.print(
            f"question {row.question}, {row.role} {row.name}: {row.broken}",
            style="red",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    console.print(f"{len(rows)} answers, {len(broken)} break a rule.", highlight=False)
    raise typer.Exit(BELOW_GATE if broken else 0)


def _table(rows: list[AuditRow]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("question", "role", "answer", "score", "caught by", "seconds"):
        table.add_column(heading, justify="right" if heading in ("question", "score", "seconds") else "left")
    order = {"reference": 0, "alternative": 1, "candidate": 2, "mutant": 3, "baseline": 4}
    for row in sorted(rows, key=lambda row: (row.question, order[row.role], -(row.score or 0.0), row.name)):
        table.add_row(
            str(row.question),
            row.role,
            row.name,
            "" if row.score is None else f"{row.score:.1f}",
            ", ".join(row.caught_by),
            f"{row.seconds:.1f}",
            style=None if row.broken is None else "red",
        )
    return table


def _separation(console: Console, rows: list[AuditRow]) -> None:
    """How far the reference stands above the best mutant of each question."""
    for number in sorted({row.question for row in rows}):
        own = [row for row in rows if row.question == number and row.score is not None]
        references = [row.score for row in own if row.role == "reference" and row.score is not None]
        mutants = [row.score for row in own if row.role == "mutant" and row.score is not None]
        if references and mutants:
            console.print(
                f"question {number}: the reference stands {min(references) - max(mutants):.1f} above its best mutant",
                highlight=False,
            )
