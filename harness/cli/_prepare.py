"""`harness prepare`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from harness.bank import load_bank
from harness.cli import _options as options
from harness.cli._exit import BELOW_GATE
from harness.prepare import assets_of, missing, prepare
from harness.selection import select_questions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("prepare")(run)


def run(
    question: options.Questions = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what is missing; exit code 1 if anything is.")] = (
        False
    ),
) -> None:
    """Build or fetch the data and models that questions need, once."""
    console = Console()
    assets = assets_of(select_questions(load_bank(), question))
    wanting = missing(assets)
    if check:
        for asset in wanting:
            console.print(f"missing: {asset.name} (version {asset.version})", markup=False)
        console.print("Everything is there." if not wanting else "Get it with `harness prepare`.", highlight=False)
        raise typer.Exit(BELOW_GATE if wanting else 0)
    for asset in wanting:
        with console.status(f"preparing {asset.name}"):
            list(prepare([asset]))
        console.print(f"prepared {asset.name}", markup=False, highlight=False)
    if not wanting:
        console.print(f"Nothing to prepare: {len(assets)} data sets and models are there.", highlight=False)
