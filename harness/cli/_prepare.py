"""`harness prepare`."""

from __future__ import annotations

import time
from typing import Annotated

import typer
from rich.console import Console

from harness.bank import load_bank
from harness.cli import _options as options
from harness.cli._exit import BELOW_GATE
from harness.prepare import assets_of, discard, missing, prepare, spoilt
from harness.question import Asset
from harness.selection import select_questions


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("prepare")(run)


def run(
    question: options.Questions = None,
    profile: options.Profile = options.ProfileName.embedded,
    check: Annotated[
        bool, typer.Option("--check", help="Only say what is missing or spoilt; exit code 1 if anything is.")
    ] = False,
) -> None:
    """Build or fetch the data and models that questions need, once, and verify those that are there."""
    options.go_online_for(profile)
    console = Console()
    assets = assets_of(select_questions(load_bank(), question), profile.value)
    wanting, damaged = missing(assets), spoilt(assets)
    for asset in wanting:
        console.print(f"missing: {asset.name} (version {asset.version})", markup=False, highlight=False)
    for asset, file in damaged:
        console.print(f"spoilt: {file} of {asset.name} is not what was prepared", markup=False, highlight=False)
    if check:
        whole = not wanting and not damaged
        console.print("Everything is there." if whole else "Get it with `harness prepare`.", highlight=False)
        raise typer.Exit(0 if whole else BELOW_GATE)
    for asset, _ in damaged:
        discard(asset)
    wanting = missing(assets)
    for number, asset in enumerate(wanting, start=1):
        _prepare(asset, f"{number}/{len(wanting)}", console)
    if not wanting:
        console.print(f"Nothing to prepare: {len(assets)} data sets and models are there.", highlight=False)


def _prepare(asset: Asset, place: str, console: Console) -> None:
    begun = time.monotonic()
    with console.status(f"{place} preparing {asset.name}"):
        list(prepare([asset]))
    size = sum(asset.path(file).stat().st_size for file in asset.files) / 1e6
    seconds = time.monotonic() - begun
    console.print(f"{place} prepared {asset.name} ({size:.1f} MB, {seconds:.0f} s)", markup=False, highlight=False)
