"""The terminal: what a candidate wrote moves no cursor, forges no command, and tables fit."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from report_samples import HOSTILE, good, result
from rich.cells import cell_len
from rich.console import Console

from harness.bank import BankEntry
from harness.reports.terminal import RunDisplay, make_console, unheard

TITLES = [(question.id, question.title) for question in result().questions]
COLOURS_AND_LINES = re.compile(r"\x1b\[[0-9;]*[mKA]|\x1b\[\?25[hl]")
"""What rich itself writes: colours, and the moves of a progress bar."""


@pytest.fixture(autouse=True)
def outside_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def a_console(width: int = 100, *, terminal: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        highlight=False,
        emoji=False,
    )


def text_of(console: Console) -> str:
    return cast(io.StringIO, console.file).getvalue()


def an_entry(number: int) -> BankEntry:
    return cast(BankEntry, SimpleNamespace(number=number))


def a_whole_run(console: Console) -> str:
    with RunDisplay(HOSTILE, [(7, good().title), (8, HOSTILE)], console) as display:
        display.warn(HOSTILE)
        display.started(an_entry(7), "grading")
        display.started(an_entry(8), HOSTILE)
        for question in result().questions:
            display.finished(question)
        display.ended(an_entry(7))
    display.summary(result(), Path("results") / HOSTILE)
    return text_of(console)


@pytest.mark.parametrize("terminal", [False, True])
def test_no_escape_of_a_candidate_reaches_the_terminal(terminal: bool) -> None:
    shown = a_whole_run(a_console(terminal=terminal))
    plain = COLOURS_AND_LINES.sub("", shown)
    assert "forged" in plain
    for line in plain.replace("\r", "").split("\n"):
        assert line.replace("\u3000", "").isprintable(), line
    if not terminal:
        assert shown == plain


@pytest.mark.parametrize("terminal", [False, True])
def test_no_command_is_forged_where_github_reads_along(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    shown = a_whole_run(a_console(60, terminal=terminal))
    assert "forged" in shown
    assert "::" not in shown
    assert "##[" not in shown


@pytest.mark.parametrize("text", ["::error::x", ":::error::x", "::::", "##[group]", "###[x]", "::##[::"])
def test_commands_are_broken_apart(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert unheard(text) == text
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::" not in unheard(text) and "##[" not in unheard(text)
    assert unheard(text).replace(" ", "") == text


@pytest.mark.parametrize("width", [60, 80, 100, 140, 400])
def test_a_table_fits_its_terminal(width: int) -> None:
    console = a_console(width, terminal=True)
    RunDisplay("ann", TITLES, console).summary(result(), Path("results/ann"))
    lines = COLOURS_AND_LINES.sub("", text_of(console)).split("\n")
    assert max(map(cell_len, lines)) <= width
    for question in result().questions:
        row = next(line for line in lines if re.match(rf" ?{question.id} ", line))
        assert "–" in row if question.score is None else f"{question.score:.1f}" in row
    assert any("perplexity 22.5" in line for line in lines)
    assert any("语言模型" in line for line in lines)


@pytest.mark.parametrize(
    ("width", "shown", "hidden"),
    [
        (80, [], ["Baseline", "Cost"]),
        (100, ["Baseline … reference", "40 … 20"], ["Cost"]),
        (140, ["Baseline … reference", "(21–24)", "1.8× time"], []),
    ],
)
def test_a_wider_terminal_shows_more(width: int, shown: list[str], hidden: list[str]) -> None:
    console = a_console(width)
    RunDisplay("ann", TITLES, console).summary(result(), Path("results/ann"))
    assert [text for text in shown if text not in text_of(console)] == []
    assert [text for text in hidden if text in text_of(console)] == []


def test_the_summary_says_what_came_of_it() -> None:
    console = a_console(140)
    RunDisplay("ann", TITLES, console).summary(result(), Path("results/ann"))
    shown = text_of(console)
    for expected in (
        " 8  (and 1 more) rows_sum_to_one: ",
        "40.2 of 100 (95 % interval 39.6–40.8), 3 of 6 questions graded, 2 not answered, 1 void, 1 from the cache",
        "notes.txt: belongs to no question",
        "Incomplete: void is the grader's fault.",
        "Unsafe: graded with --unsafe-sandbox",
        "degraded: no Landlock",
        "Report: results/ann/report.md",
    ):
        assert expected in shown
    assert "HELD-OUT" not in shown


def test_a_plain_run_says_little() -> None:
    console = a_console()
    fine = [msgspec.structs.replace(good(), checks=[check for check in good().checks if check.status == "passed"])]
    plain = msgspec.structs.replace(
        result(), questions=fine, problems=[], complete=True, environment=good().environment, score=93.0
    )
    RunDisplay("ann", [(7, "A language model")], console).summary(plain, Path("results/ann"))
    lines = [line for line in text_of(console).split("\n") if line.strip()]
    assert len(lines) == 4  # heading, the question, the score, the report


def test_progress_counts_from_any_thread() -> None:
    console = a_console()
    with RunDisplay("ann", TITLES, console) as display:
        threads = [threading.Thread(target=display.finished, args=(question,)) for question in result().questions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    counts = re.findall(r"\[(\d)/6\]", text_of(console))
    assert sorted(counts) == ["1", "2", "3", "4", "5", "6"]
    assert "7 语言模型：预测下一个词 (a language model): 93.0" in text_of(console)


def test_a_console_that_is_no_terminal_has_a_width_and_takes_any_character(monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only: Any = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", ascii_only)
    console = make_console()
    assert console.width == 120
    console.print("语言 \ud800")
    ascii_only.flush()
    assert ascii_only.buffer.getvalue() == b"\\u8bed\\u8a00 \\ud800\n"
