"""Every submission's newest scores, ranked with their intervals: one page that opens offline, and a CSV."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from harness.grading.result import Environment, QuestionResult
from harness.reports import wording
from harness.reports._write import write_files
from harness.reports.escape import one_line
from harness.reports.intervals import HOW, Interval, mean_interval, question_interval, scored

_FORMULA = tuple("=+-@＝＋－＠")
"""What a spreadsheet takes for a formula's beginning, full width too; names are one line, without tabs."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """One submission's state in one question."""

    text: str
    words: str
    """The whole of it in words, for somebody who does not see the table."""
    kind: str
    """`full`, `most`, `half`, `low`, `none` or `void`: how it is coloured."""
    tries: int


@dataclass(frozen=True, slots=True)
class Row:
    """One submission's place. `first` to `last` are the ranks that its interval allows."""

    name: str
    score: float | None
    interval: Interval | None
    rank: int | None
    first: int | None
    last: int | None
    answered: int
    void: int
    tries: int
    unsafe: bool
    """Was any of it graded without a protection that grading asks for?"""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The ranked submissions, and the questions in their columns: (number, title).

    `conditions` are sentences' worth of what scores depend on beside the answers; more than one compare with care.
    """

    questions: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    conditions: tuple[str, ...]


def rank(standings: Sequence[tuple[str, Sequence[QuestionResult]]]) -> Board:
    """Rank submissions by their mean score over all questions on the board.

    A question that a submission has no result for counts 0, so that nobody leads with one good answer; a void one
    is left out of its mean. Two submissions are told apart where their 95 % intervals do not overlap: the ranks that
    a submission may hold run from behind all that are surely better to before all that are surely worse.
    """
    titles = {result.id: result.title for _, results in standings for result in results}
    numbers = sorted(titles)
    scores: dict[str, tuple[float, Interval] | None] = {}
    by_name: dict[str, Mapping[int, QuestionResult]] = {}
    for name, results in standings:
        by_number = {result.id: result for result in results}
        by_name[name] = by_number
        pairs = scored(by_number.values())
        pairs += [(0.0, (0.0, 0.0))] * sum(number not in by_number for number in numbers)
        interval = mean_interval(pairs)
        scores[name] = (sum(score for score, _ in pairs) / len(pairs), interval) if interval is not None else None
    ranked = [found for found in scores.values() if found is not None]
    rows = [_row(name, by_name[name], numbers, found, ranked) for name, found in scores.items()]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.name))
    conditions = {
        _condition(result.environment) for _, results in standings for result in results if result.environment
    }
    return Board(
        questions=tuple((number, titles[number]) for number in numbers),
        rows=tuple(rows),
        conditions=tuple(sorted(conditions)),
    )


def leaderboard_html(board: Board, *, title: str = "Leaderboard", created: str | None = None) -> str:
    """The board as one page without any other file."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("harness.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"points": wording.points, "between": wording.interval, "line": one_line}
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    page = templates.get_template("leaderboard.html.j2")
    return page.render(board=board, title=title, created=created or now, how=HOW)


def leaderboard_csv(board: Board) -> str:
    """The board as CSV: nothing where a question is not answered, `void` where the grader failed.

    No name begins with what a spreadsheet takes for a formula: an apostrophe stands before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ["rank", "rank_from", "rank_to", "submission", "score", "score_low", "score_high", "answered", "void", "tries"]
        + [f"q{number:02d}" for number, _ in board.questions]
    )
    for row in board.rows:
        low, high = row.interval if row.interval is not None else (None, None)
        numbers = [_decimal(value) for value in (row.score, low, high)]
        places = ["" if place is None else place for place in (row.rank, row.first, row.last)]
        cells = ["" if cell.kind == "none" else cell.text for cell in row.cells]
        writer.writerow([*places, _no_formula(row.name), *numbers, row.answered, row.void, row.tries, *cells])
    return out.getvalue()


def write_leaderboard(
    standings: Sequence[tuple[str, Sequence[QuestionResult]]],
    folder: Path,
    *,
    title: str = "Leaderboard",
    created: str | None = None,
) -> list[Path]:
    """Write `index.html` and `leaderboard.csv` into a folder; the paths written. `created` is now where not given."""
    board = rank(standings)
    return write_files(
        folder,
        {
            "index.html": leaderboard_html(board, title=title, created=created).encode("utf-8"),
            "leaderboard.csv": leaderboard_csv(board).encode("utf-8-sig"),  # a spreadsheet takes it for Latin-1 else
        },
    )


def _row(
    name: str,
    results: Mapping[int, QuestionResult],
    numbers: Sequence[int],
    found: tuple[float, Interval] | None,
    ranked: Sequence[tuple[float, Interval]],
) -> Row:
    rank_of = first = last = None
    if found is not None:
        score, (low, high) = found
        rank_of = 1 + sum(round(other, 4) > round(score, 4) for other, _ in ranked)
        first = 1 + sum(other_low > high for _, (other_low, _) in ranked)
        last = len(ranked) - sum(other_high < low for _, (_, other_high) in ranked)
    return Row(
        name=one_line(name, _LONGEST_NAME),
        score=found[0] if found is not None else None,
        interval=found[1] if found is not None else None,
        rank=rank_of,
        first=first,
        last=last,
        answered=sum(result.status == "graded" for result in results.values()),
        void=sum(result.status == "void" for result in results.values()),
        tries=sum(result.tries for result in results.values()),
        unsafe=any(result.environment is not None and result.environment.unsafe for result in results.values()),
        cells=tuple(_cell(results.get(number)) for number in numbers),
    )


def _cell(result: QuestionResult | None) -> Cell:
    if result is None or result.status == "not_answered":
        return Cell(wording.NONE, "not answered", "none", 0)
    if result.status == "void" or result.score is None:
        return Cell("void", "void: the grader failed here, nothing is counted", "void", result.tries)
    kind = next(kind for kind, least in (("full", 90), ("most", 70), ("half", 40), ("low", 0)) if result.score >= least)
    between = wording.interval(question_interval(result))
    words = f"{wording.points(result.score)} points"
    words += f", 95 % interval {between}" if between else ""
    words += f", {result.tries} {'try' if result.tries == 1 else 'tries'}" if result.tries else ""
    return Cell(wording.points(result.score), words, kind, result.tries)


def _condition(environment: Environment) -> str:
    return (
        f"harness {environment.harness}, profile {environment.profile}, seed {environment.seed}, "
        f"{environment.device} ({environment.device_name})"
    )


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _no_formula(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
