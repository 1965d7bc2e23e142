"""The terminal: what happens while a run goes on, and what came of it."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from harness.bank import BankEntry
from harness.grading.result import QuestionResult, Result
from harness.reports import wording
from harness.reports.escape import one_line
from harness.reports.intervals import mean_interval, scored

_WIDTH_UNKNOWN = 120
_ROOM_FOR_SCALE = 100
_ROOM_FOR_COST = 120
_WIDEST = 150
"""Columns of the terminal: what the table shows depends on them."""
_LONGEST = 600
_LONGEST_PROBLEM = 300


def make_console() -> Console:
    """A console on standard output that no character can break; of 120 columns where nobody knows the width."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    unknown = not sys.stdout.isatty() and "COLUMNS" not in os.environ
    return Console(width=_WIDTH_UNKNOWN if unknown else None, highlight=False, emoji=False)


class RunDisplay:
    """Shows a run of several questions; any thread may tell it. Plain lines where there is no terminal, or in CI."""

    def __init__(self, name: str, questions: Sequence[tuple[int, str]], console: Console | None = None) -> None:
        self._name = name
        self._titles = dict(questions)
        self._console = console or make_console()
        self._lock = threading.Lock()
        self._done = 0
        self._began: dict[int, float] = {}
        self._live: Progress | None = None
        self._tasks: dict[int, TaskID] = {}
        if self._console.is_terminal and not os.environ.get("CI"):
            self._live = Progress(
                SpinnerColumn(finished_text=" "),
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )

    def __enter__(self) -> RunDisplay:
        self._print(Text(f"Grading {self._safe(self._name)}: {len(self._titles)} question(s)", style="bold"))
        if self._live is not None:
            self._live.start()
            self._whole = self._live.add_task("all questions", total=len(self._titles))
        return self

    def __exit__(self, *exception: object) -> None:
        if self._live is not None:
            self._live.stop()

    def warn(self, sentence: str) -> None:
        """Tell of something that the user should know and that stops nothing."""
        self._print(Text(f"warning: {self._safe(sentence, _LONGEST)}", style="yellow"))

    def started(self, entry: BankEntry, what: str) -> None:
        """Work on a question began."""
        label = f"{entry.number:>2} {self._title(entry.number)}: {self._safe(what)}"
        with self._lock:
            self._began[entry.number] = time.monotonic()
            if self._live is not None:
                self._end_task(entry.number)
                self._tasks[entry.number] = self._live.add_task(one_line(label, 50), total=None)
                return
        self._print(Text(label, style="dim"))

    def finished(self, result: QuestionResult) -> None:
        """A question's result exists."""
        with self._lock:
            self._done += 1
            began = self._began.pop(result.id, None)
            if self._live is not None:
                self._end_task(result.id)
                self._live.update(self._whole, completed=self._done)
            count = f"[{self._done}/{len(self._titles)}] "
        took = f" in {time.monotonic() - began:.0f} s" if began is not None else ""
        outcome = wording.points(result.score) if result.status == "graded" else ""
        words = ", ".join(filter(None, (outcome, wording.state(result))))
        line = Text(f"{count}{result.id:>2} {self._title(result.id)}: ")
        self._print(line.append(words, style=_style(result)).append(took, style="dim"))

    def ended(self, entry: BankEntry) -> None:
        """Work on a question that leaves no result (a reference's cost) is over."""
        with self._lock:
            self._began.pop(entry.number, None)
            self._end_task(entry.number)

    def summary(self, result: Result, folder: Path) -> None:
        """The table of questions, what was lost, and where the whole report lies."""
        self._print(Text())
        self._console.print(self._table(result))
        self._print(Text())
        lost = self._lost(result)
        for line in [*lost, Text()] if lost else []:
            self._print(line, cut=True)
        for problem in result.problems:
            self._print(Text(self._safe(problem, _LONGEST_PROBLEM), style="yellow"))
        for sentence in result.environment.degraded if result.environment is not None else []:
            self._print(Text(f"degraded: {self._safe(sentence, _LONGEST)}", style="yellow"))
        if not result.complete:
            self._print(Text("Incomplete: void is the grader's fault. Run it again; what is graded is kept.", "red"))
        if result.environment is not None and result.environment.unsafe:
            self._print(Text("Unsafe: graded with --unsafe-sandbox; every report says so.", "red"))
        score = Text(f"{self._safe(result.submission.name)}: ").append(
            f"{wording.points(result.score)} of 100", style="bold"
        )
        between = wording.interval(mean_interval(scored(result.questions)))
        score.append(f" (95 % interval {between})" if between else "")
        self._print(score.append(f", {wording.counts(result)}"))
        self._print(Text(f"Report: {self._safe(str(folder / 'report.md'), _LONGEST)}"))

    def _table(self, result: Result) -> Table:
        width = min(self._console.width, _WIDEST)
        with_scale, with_cost = width >= _ROOM_FOR_SCALE, width >= _ROOM_FOR_COST
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True, width=width)
        table.add_column("#", justify="right", no_wrap=True, min_width=2)
        table.add_column("Question", no_wrap=True, overflow="ellipsis", ratio=1, min_width=8)
        table.add_column("Score", justify="right", no_wrap=True, min_width=5)
        table.add_column("Checks", justify="right", no_wrap=True, min_width=6)
        table.add_column("Quality", no_wrap=True, overflow="ellipsis", max_width=34)
        if with_scale:
            table.add_column("Baseline … reference", no_wrap=True)
        if with_cost:
            table.add_column("Cost", no_wrap=True)
        for question in result.questions:
            graded = question.status == "graded"
            title = self._safe(question.title) + (" (cached)" if question.cached else "")
            quality = wording.quality(question.quality, with_interval=with_cost) if graded else wording.state(question)
            cells = [
                Text(str(question.id)),
                Text(title),
                Text(wording.points(question.score), style=_style(question)),
                Text(wording.checks(question.checks)),
                Text(self._safe(quality, 60), style="" if graded else _style(question)),
            ]
            cells += [Text(wording.scale(question.quality))] * with_scale
            cells += [Text(wording.cost_ratio(question.cost))] * with_cost
            table.add_row(*cells)
        return table

    def _lost(self, result: Result) -> list[Text]:
        """The first thing that went wrong in each question: the report has the rest."""
        found = []
        for question in result.questions:
            failing = [check for check in question.checks if check.status in ("failed", "error")]
            reasons = [f"{check.name}: {check.message or check.sentence}" for check in failing]
            reasons += question.problems + (question.notes if question.status == "void" else [])
            if reasons:
                more = f"(and {len(reasons) - 1} more) " if len(reasons) > 1 else ""
                text = f"{question.id:>2}  {more}{self._safe(reasons[0], _LONGEST_PROBLEM)}"
                found.append(Text(text, style="dim"))
        return found

    def _title(self, number: int) -> str:
        return self._safe(self._titles.get(number, ""), 48)

    def _safe(self, text: str, limit: int = 120) -> str:
        return unheard(one_line(text, limit))

    def _print(self, line: Text, *, cut: bool = False) -> None:
        """Print a line: whole where there is no terminal, else wrapped, or cut at the terminal's width."""
        console = self._live.console if self._live is not None else self._console
        if console.is_terminal and cut:
            console.print(line, no_wrap=True, overflow="ellipsis")
        else:
            console.print(line, soft_wrap=not console.is_terminal)

    def _end_task(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if self._live is not None and task is not None:
            self._live.remove_task(task)


def unheard(text: str) -> str:
    """The text so that GitHub, which reads a job's output, takes nothing in it for a command of ours."""
    if "GITHUB_ACTIONS" not in os.environ:
        return text
    return re.sub(r":(?=:)", ": ", text).replace("##[", "# #[")


def _style(result: QuestionResult) -> str:
    if result.status == "void":
        return "bold magenta"
    if result.status == "not_answered" or result.score is None:
        return "yellow" if result.problems else "dim"
    return "green" if result.score >= 80 else "yellow" if result.score >= 40 else "red"
