"""`harness ci`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness.cli import _options as options
from harness.cli._exit import GRADED, INCOMPLETE
from harness.cli._grade import exit_code
from harness.host import require_linux
from harness.text import printable


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ci")(run)


def run(
    base: Annotated[
        str, typer.Option(metavar="REV", help="What the pull request is to be merged into, such as origin/main.")
    ],
    repository: Annotated[
        Path, typer.Option(help="The checkout to look at; the harness that grades may lie elsewhere.")
    ] = Path(),
    out: Annotated[Path, typer.Option(help="Where the reports and the summary go.")] = Path("results/ci"),
    question: options.Questions = None,
    profile: options.Profile = options.ProfileName.embedded,
    device: options.Device = "auto",
    seed: options.Seed = 0,
    jobs: options.Jobs = None,
    audience: Annotated[options.Audience, typer.Option(help="Whom the reports are for.")] = options.Audience.candidate,
    fail_under: Annotated[float, typer.Option(min=0, max=100, help="Exit with 1 if a score is below this.")] = 0.0,
    cost: Annotated[
        bool, typer.Option("--cost/--no-cost", help="Measure the reference's cost on this machine, once.")
    ] = False,
    store: options.Store = options.DEFAULT_STORE,
    unsafe_sandbox: options.Unsafe = False,
) -> None:
    """Grade every submission that HEAD changes since it left REV, and write a summary for the pull request.

    OUT gets a folder for each submission, with the files of `harness grade`, and summary.md, which is also appended to
    $GITHUB_STEP_SUMMARY where that is set.
    """
    options.go_online_for(profile)
    require_linux()
    from harness.ci.run import grade_changes  # noqa: PLC0415 - keeps `harness --help` quick
    from harness.reports.escape import one_line  # noqa: PLC0415
    from harness.reports.terminal import unheard  # noqa: PLC0415
    from harness.service import GradeOrder  # noqa: PLC0415

    order = GradeOrder(
        path=repository,
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
    done = grade_changes(order, base)
    errors = Console(stderr=True, soft_wrap=True, markup=False, highlight=False)
    for warning in done.warnings:
        errors.print(f"warning: {unheard(warning)}", style="yellow")
    for fault in done.faults:
        errors.print(f"fault: {unheard(one_line(fault, 2000))}", style="red")
    console = Console(soft_wrap=True, markup=False, highlight=False)
    changes = done.changes
    console.print(
        f"{changes.base[:12]}..{changes.head[:12]}: {len(done.results)} graded, {len(changes.removed)} removed. "
        f"Summary: {printable(str(done.summary), 400)}"
    )
    # Void comes before below the gate: what was not measured must be run again before anybody is told a score.
    codes = [exit_code(result, fail_under) for result in done.results]
    raise typer.Exit(INCOMPLETE if done.faults else max(codes, default=GRADED))
