"""`harness doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from harness.cli._exit import INCOMPLETE

if TYPE_CHECKING:
    from harness.doctor import HostReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(run)


def run(as_json: Annotated[bool, typer.Option("--json", help="Print it all as JSON.")] = False) -> None:
    """Tell what this host offers for grading, what is missing and how to get it. Exits with 3 where it cannot grade."""
    from harness.doctor import examine_host  # noqa: PLC0415 - keeps `harness --help` quick

    with Console(stderr=True).status("looking at this host"):
        report = examine_host()
    if as_json:
        import msgspec  # noqa: PLC0415

        print(msgspec.json.format(msgspec.json.encode(report), indent=2).decode("utf-8"))
    else:
        _tell(report)
    raise typer.Exit(0 if report.ready else INCOMPLETE)


def _tell(report: HostReport) -> None:
    console = Console(soft_wrap=True, markup=False, highlight=False)
    console.print(
        Text("Ready: " if report.ready else "Not ready: ", "bold green" if report.ready else "bold red"), end=""
    )
    console.print(report.verdict)
    console.print(f"harness {report.harness} on {report.system}")
    console.print(f"\nDevice: {report.device}")
    for gpu in report.gpus:
        memory = "" if gpu.memory_mib is None else f", {gpu.memory_mib:,} MiB"
        console.print(f"  GPU {gpu.index}: {gpu.name}{memory}, driver {gpu.driver}")
    if not report.gpus:
        console.print("  no GPU found: answers run on the CPU")
    _tell_sandbox(console, report)
    console.print("\nPackages")
    for name, version in sorted(report.packages.items()):
        console.print(f"  {name} {version or 'is not installed'}", style=None if version else "red")
    _tell_bank(console, report)
    if report.advice:
        console.print("\nWhat to do")
    for sentence in report.advice:
        console.print(f"  - {sentence}")


def _tell_sandbox(console: Console, report: HostReport) -> None:
    sandbox = report.sandbox
    if sandbox is None:
        return
    console.print("\nSandbox")
    for layer in sandbox.layers:
        state = Text(f"{'in force' if layer.in_force else 'not here':9}", "green" if layer.in_force else "yellow")
        detail = layer.detail.removeprefix("yes").removeprefix("no").strip(" ,()")
        console.print(f"  {layer.name:18}", state, layer.meaning + (f" ({detail})" if detail else ""))
    for missing in sandbox.missing:
        console.print(f"  missing: {missing}", style="red")
    if sandbox.start_s is not None and sandbox.session_ms is not None:
        console.print(f"  started in {sandbox.start_s:.1f} s; a session takes {sandbox.session_ms:.0f} ms")


def _tell_bank(console: Console, report: HostReport) -> None:
    states: dict[str, list[str]] = {}
    for question in report.questions:
        states.setdefault(question.calibration, []).append(str(question.number))
    console.print(f"\nBank: {len(report.questions)} questions")
    for state, numbers in states.items():
        console.print(f"  calibration {state}: {', '.join(numbers)}")
    for question in report.questions:
        if question.fault:
            console.print(f"  {question.fault}", style="red")
    console.print("\nPrepared data and models")
    for asset in report.assets:
        state = f"in {asset.folder}" if asset.prepared else "missing"
        console.print(f"  {asset.name} {asset.version}: {state}", style=None if asset.prepared else "yellow")
    if not report.assets:
        console.print("  nothing to prepare")
