"""`harness new NAME`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from harness.bank import BankEntry, load_bank
from harness.cli import _options as options
from harness.question import CodeQuestion
from harness.scaffold import StubQuestion, scaffold
from harness.selection import select_questions, submission_folder
from harness.text import printable


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("new")(run)


def run(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A path, or a bare name: it goes into submissions/ where there is such a folder."
        ),
    ],
    question: options.Questions = None,
    lang: options.Language = options.LanguageName.en,
) -> None:
    """Begin a submission: a folder with a stub for every question that states what to build."""
    console = Console(soft_wrap=True, markup=False, highlight=False)
    folder = submission_folder(name)
    entries = select_questions(load_bank(), question)
    scaffold(folder, [_stub(entry, lang) for entry in entries])
    shown = printable(str(folder), 400)
    console.print(f"Wrote {shown} with a stub for each of {len(entries)} questions.")
    console.print("Next: read a question with `harness questions N`, write its file, and grade with")
    console.print(f"  harness grade {shown}")


def _stub(entry: BankEntry, language: options.LanguageName) -> StubQuestion:
    contract = None
    if entry.kind == "code":
        question = entry.question
        assert isinstance(question, CodeQuestion), f"question {entry.number} has a solution.py and is answered in prose"
        contract = question.contract
    return StubQuestion(entry.number, entry.slug, entry.title(language.value), entry.kind, contract)
