"""`harness grade PATH`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from harness.cli import _options as options
from harness.cli._exit import BELOW_GATE, INCOMPLETE
from harness.grading.result import Result
from harness.host import require_linux


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("grade")(grade)


def grade(
    path: options.SubmissionPath,
    question: options.Questions = None,
    out: Annotated[Path | None, typer.Option(help="Where the reports go. Default: results/NAME.")] = None,
    profile: options.Profile = options.ProfileName.embedded,
    device: options.Device = "auto",
    seed: options.Seed = 0,
    jobs: options.Jobs = None,
    audience: Annotated[options.Audience, typer.Option(help="Whom the reports are for.")] = options.Audience.candidate,
    fail_under: Annotated[float, typer.Option(min=0, max=100, help="Exit with 1 below this score.")] = 0.0,
    cost: Annotated[
        bool, typer.Option("--cost/--no-cost", help="Measure the reference's cost on this machine, once.")
    ] = True,
    store: options.Store = options.DEFAULT_STORE,
    unsafe_sandbox: options.Unsafe = False,
) -> None:
    """Grade a submission and write result.json, report.md and junit.xml."""
    options.go_online_for(profile)
    require_linux()
    from harness.service import GradeOrder, grade_path  # noqa: PLC0415 - keeps `harness --help` quick

    order = GradeOrder(
        path=path,
        questions=question,
        out=out,
        profile=profile.value,
        device=device,
        seed=seed,
        jobs=jobs,
        audience=audience.value,
        store=store,
        unsafe=unsafe_sandbox,
        with_cost=cost,
    )
    raise typer.Exit(exit_code(grade_path(order), fail_under))


def exit_code(result: Result, fail_under: float) -> int:
    """3 where something is void, 1 below the gate, else 0."""
    if not result.complete or result.score is None:
        return INCOMPLETE
    return BELOW_GATE if result.score < fail_under else 0
