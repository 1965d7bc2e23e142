"""`harness questions [N]`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from harness.bank import BankEntry, load_bank
from harness.cli import _options as options


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("questions")(questions)


def questions(
    number: Annotated[
        int | None, typer.Argument(metavar="N", help="Show this question's statement and contract.")
    ] = None,
    lang: options.Language = options.LanguageName.en,
) -> None:
    """List the bank, or show one statement with its contract."""
    bank = load_bank()
    console = Console()
    for warning in bank.warnings:
        Console(stderr=True).print(f"warning: {warning}", style="yellow", markup=False)
    if number is not None:
        _show(console, bank.entry(number), lang)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("", "slug", "kind", "title"):
        table.add_column(heading, justify="right" if not heading else "left")
    for entry in bank:
        table.add_row(str(entry.number), entry.slug, entry.kind, entry.title(lang.value))
    console.print(table)
    console.print(f"\n{len(bank.entries)} questions; `harness questions N` shows one.", markup=False, highlight=False)


def _show(console: Console, entry: BankEntry, language: options.LanguageName) -> None:
    """A person reads it rendered; a pipe gets the Markdown as it is written."""
    text = entry.statement(language.value)
    if console.is_terminal:
        console.print(Markdown(text))
    else:
        print(text)
