"""`harness leaderboard`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness.cli import _options as options
from harness.text import printable


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("leaderboard")(run)


def run(
    out: Annotated[Path, typer.Option(help="The folder for index.html and leaderboard.csv.")] = Path(
        "results/leaderboard"
    ),
    store: options.Store = options.DEFAULT_STORE,
    title: Annotated[str, typer.Option(help="The page's heading.")] = "Leaderboard",
) -> None:
    """Rank every submission's newest stored results on one page that opens offline, and in a CSV."""
    from harness.reports.leaderboard import write_leaderboard  # noqa: PLC0415 - keeps `harness --help` quick
    from harness.store import Store  # noqa: PLC0415

    standings = []
    if "://" in store or Path(store).expanduser().exists():  # else opening it would make an empty one
        with Store(store) as kept:
            standings = kept.latest()
    page, *_ = write_leaderboard(standings, out, title=title)
    console = Console(soft_wrap=True, markup=False, highlight=False)
    if not standings:
        console.print(f"{printable(store, 400)} holds no result yet: `harness grade` puts them there.")
    console.print(f"{len(standings)} submission{'' if len(standings) == 1 else 's'}: {printable(str(page), 400)}")
