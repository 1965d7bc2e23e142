"""Options that several commands share."""

from __future__ import annotations

import enum
import os
from pathlib import Path
from typing import Annotated

import typer


class ProfileName(enum.StrEnum):
    """Where data and models come from."""

    embedded = "embedded"
    hub = "hub"
    private = "private"


class Audience(enum.StrEnum):
    """Whom a report is for: a candidate's shows no held-out item."""

    candidate = "candidate"
    interviewer = "interviewer"


class LanguageName(enum.StrEnum):
    """A statement's language."""

    en = "en"
    zh = "zh"


Questions = Annotated[
    str | None, typer.Option("--question", "-q", help="Only these questions: 7,8 or 7-16. Default: the whole bank.")
]
Profile = Annotated[ProfileName, typer.Option(help="Where data and models come from.")]
Device = Annotated[str, typer.Option(help="auto, cpu, cuda or cuda:N.")]
Language = Annotated[LanguageName, typer.Option("--lang", help="The statements' language.")]
Seed = Annotated[int, typer.Option(min=0, max=2**32 - 1, help="Given to the answers, the data and the bootstrap.")]
Jobs = Annotated[
    int | None, typer.Option(min=1, help="Sessions side by side. Default: one for each core.", show_default=False)
]
Store = Annotated[
    str,
    typer.Option(
        envvar="HARNESS_STORE",
        help="Where results are kept as they come: an SQLite file, or a database's URL.",
    ),
]
Unsafe = Annotated[
    bool,
    typer.Option("--unsafe-sandbox", help="Run although the sandbox lacks a protection. Every report says so."),
]
SubmissionPath = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="A folder of answers, one answer file, an archive, a notebook or an answer sheet."
    ),
]


def go_online_for(profile: ProfileName) -> None:
    """Let the hub's client use the network where its profile was asked for; it reads this when it is imported."""
    if profile is ProfileName.hub:
        os.environ["HF_HUB_OFFLINE"] = "0"


DEFAULT_STORE = "results/harness.sqlite"
