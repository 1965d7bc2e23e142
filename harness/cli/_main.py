"""The program `harness`: its commands, and what a fault of each kind looks like in a terminal."""

from __future__ import annotations

import io
import os
import sys
import traceback
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from harness import __version__
from harness.cli import _audit, _calibrate, _ci, _doctor, _grade, _leaderboard, _new, _prepare, _questions
from harness.cli._exit import INCOMPLETE, INTERRUPTED, USAGE
from harness.faults import InfrastructureFault, UserError

EPILOG = (
    "Exit codes: 0 graded, and nothing below --fail-under; 1 below it, or a check of the harness itself says no; "
    "2 a mistake in the command or its input; 3 not everything could be graded, or this host cannot grade; "
    "130 interrupted."
)

app = typer.Typer(
    name="harness",
    epilog=EPILOG,
    help="Grades interview answers on language models and deep learning, in a sandbox, with evidence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (_grade, _questions, _new, _ci, _leaderboard, _doctor, _prepare, _calibrate, _audit):
    command.register(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"harness {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line and exit with 0 graded, 1 below the gate, 2 usage, 3 incomplete, 130 interrupted."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # `--profile hub` lifts it; offline a missing file names itself
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # a run has a display of its own
    for library in ("OMP", "OPENBLAS", "MKL"):  # exams run side by side, and one thread's sums repeat exactly
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese shows code points, not a crash
    try:
        app(prog_name="harness")
    except SystemExit as end:
        # typer turns Ctrl-C into this exit.
        if end.code == INTERRUPTED:
            _stop()
        raise
    except UserError as error:
        _say(error.message, error.remedy)
        sys.exit(USAGE)
    except InfrastructureFault as fault:
        _say(f"The harness itself failed: {fault}", "Run `harness doctor`; what was graded is kept.")
        if os.environ.get("HARNESS_DEBUG"):
            traceback.print_exc()
        sys.exit(INCOMPLETE)
    except Exception:  # Python's own exit code would be 1, which says that an answer is below the gate
        traceback.print_exc()
        _say("This is a bug of the harness.", "Please report it with the lines above; what was graded is kept.")
        sys.exit(INCOMPLETE)


def _stop() -> NoReturn:
    _say("Stopped. What was graded is kept: the same command goes on from there.", "")
    sys.stdout.flush()
    # Threads of the pool may still be inside a metric; nothing of theirs is wanted any more.
    os._exit(INTERRUPTED)


def _say(message: str, remedy: str) -> None:
    console = Console(stderr=True, soft_wrap=True)
    console.print(f"harness: {message}", style="bold red", markup=False, highlight=False)
    if remedy:
        console.print(f"  {remedy}", markup=False, highlight=False)
