"""Ranks worked by hand, and what the page and the CSV make of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
from report_samples import HOSTILE, NAME, environment, quality

from harness.grading.result import QuestionResult
from harness.reports.leaderboard import Board, Row, leaderboard_csv, leaderboard_html, rank, write_leaderboard

CREATED = "2026-01-02 03:04 UTC"


def scored(number: int, score: float, *, width: float = 0.0, tries: int = 1) -> QuestionResult:
    """A question of 60 points for checks; the rest is quality, its interval `width` points to either side."""
    share = (score - 60.0) / 40.0
    value = 0.5 + 0.4 * share
    of = quality(value, (value - 0.01 * width, value + 0.01 * width), share=share) if width else None
    return QuestionResult(
        id=number,
        slug=f"s{number}",
        title=f"Question {number}",
        status="graded",
        score=score,
        correctness=60.0 if width else score,
        quality=of,
        tries=tries,
    )


def void(number: int) -> QuestionResult:
    return QuestionResult(id=number, slug="s", title=f"Question {number}", status="void", score=None)


def unanswered(number: int) -> QuestionResult:
    return QuestionResult(id=number, slug="s", title=f"Question {number}", status="not_answered", score=0.0)


def places(board: Board) -> list[tuple[str, int | None, int | None, int | None]]:
    return [(row.name, row.rank, row.first, row.last) for row in board.rows]


def row_of(board: Board, name: str) -> Row:
    return next(row for row in board.rows if row.name == name)


def test_submissions_stand_by_their_mean() -> None:
    board = rank([("low", [scored(1, 20)]), ("high", [scored(1, 90)]), ("middle", [scored(1, 50)])])
    assert places(board) == [("high", 1, 1, 1), ("middle", 2, 2, 2), ("low", 3, 3, 3)]


def test_equal_scores_share_a_rank_and_the_next_is_left_out() -> None:
    board = rank([("b", [scored(1, 70)]), ("a", [scored(1, 70)]), ("c", [scored(1, 60)]), ("d", [scored(1, 80)])])
    assert places(board) == [("d", 1, 1, 1), ("a", 2, 2, 3), ("b", 2, 2, 3), ("c", 4, 4, 4)]


def test_overlapping_intervals_leave_the_rank_open() -> None:
    # 90±4, 85±4 and 80±4 overlap with their neighbours only; 70±1 is surely behind all
    standings = [
        ("a", [scored(1, 90, width=4)]),
        ("b", [scored(1, 85, width=4)]),
        ("c", [scored(1, 80, width=4)]),
        ("d", [scored(1, 70, width=1)]),
    ]
    assert places(rank(standings)) == [("a", 1, 1, 2), ("b", 2, 1, 3), ("c", 3, 2, 3), ("d", 4, 4, 4)]


def test_a_missing_question_counts_nothing_and_a_void_one_is_left_out() -> None:
    standings = [
        ("all", [scored(1, 60), scored(2, 80)]),
        ("one brilliant answer", [scored(2, 100)]),
        ("said nothing to 1", [unanswered(1), scored(2, 100)]),
        ("void in 1", [void(1), scored(2, 90)]),
    ]
    board = rank(standings)
    assert [(row.name, row.score) for row in board.rows] == [
        ("void in 1", 90.0),
        ("all", 70.0),
        ("one brilliant answer", 50.0),
        ("said nothing to 1", 50.0),
    ]
    assert [cell.kind for cell in row_of(board, "one brilliant answer").cells] == ["none", "full"]
    assert [cell.text for cell in row_of(board, "void in 1").cells] == ["void", "90.0"]
    counted = row_of(board, "void in 1")
    assert (counted.answered, counted.void, counted.tries) == (1, 1, 1)


def test_who_is_void_in_everything_has_no_rank() -> None:
    board = rank([("void", [void(1)]), ("wrong", [scored(1, 0)])])
    assert places(board) == [("wrong", 1, 1, 1), ("void", None, None, None)]
    assert row_of(board, "void").score is None


def test_the_interval_of_a_mean_is_carried_to_the_board() -> None:
    # two independent ±3 and ±4 over four questions: sqrt(9 + 16) / 4
    row = rank([("a", [scored(1, 70, width=3), scored(2, 80, width=4), scored(3, 60), scored(4, 70)])]).rows[0]
    assert row.score == 70.0
    assert row.interval == pytest.approx((68.75, 71.25))


def test_nothing_graded_makes_an_empty_board() -> None:
    board = rank([])
    assert (board.rows, board.questions) == ((), ())
    assert "No submission has been graded yet" in leaderboard_html(board, created=CREATED)
    assert rank([("nobody", [])]).rows[0].rank is None


def test_the_order_of_the_standings_makes_no_difference() -> None:
    standings = [
        ("a", [scored(1, 70, width=2), void(3)]),
        ("b", [scored(2, 70), scored(1, 90)]),
        (NAME, [unanswered(2)]),
        ("c", []),
    ]
    turned = [(name, results[::-1]) for name, results in standings[::-1]]
    assert rank(standings) == rank(turned)
    assert leaderboard_html(rank(standings), created=CREATED) == leaderboard_html(rank(turned), created=CREATED)


def test_what_makes_scores_less_comparable_is_told() -> None:
    def graded_with(**change: object) -> list[QuestionResult]:
        return [msgspec.structs.replace(scored(1, 70), environment=msgspec.structs.replace(environment(), **change))]

    alike = rank([("a", graded_with()), ("b", graded_with())])
    assert alike.conditions == ("harness 0.1.0, profile embedded, seed 0, cpu (Some Processor | with a pipe)",)
    assert "Compare with care" not in leaderboard_html(alike, created=CREATED)
    assert "unsafe" not in leaderboard_html(alike, created=CREATED).partition("<body>")[2]
    unlike = rank([("a", graded_with()), ("b", graded_with(seed=1, unsafe=True))])
    assert [row.unsafe for row in unlike.rows] == [False, True]
    page = leaderboard_html(unlike, created=CREATED)
    assert "Compare with care: these scores were measured under 2 different conditions" in page
    assert page.count(">unsafe sandbox<") == 1


@pytest.mark.parametrize("name", [NAME, HOSTILE, "{{ 7*7 }}", "<img src=x onerror=alert(1)>", "a\nb", "\u202eabc"])
def test_a_name_is_text_in_the_page(name: str) -> None:
    page = leaderboard_html(rank([(name, [scored(1, 50)])]), title=name, created=CREATED)
    assert "<script" not in page and "<img" not in page and "</td><b>" not in page
    assert "\u202e" not in page and "49</bdi>" not in page
    assert page.count("<bdi") == page.count("</bdi>") == 1


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r\n=1+1", "＝1", '=HYPERLINK("http://x")']
)
def test_a_name_is_no_formula_in_a_spreadsheet(name: str) -> None:
    (heading, row) = csv.reader(io.StringIO(leaderboard_csv(rank([(name, [scored(1, 50)])]))))
    assert row[heading.index("submission")].startswith("'")
    assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_the_csv_holds_the_board() -> None:
    standings = [("李雷", [scored(1, 70, width=2, tries=3), void(2), unanswered(3)]), ('a "b", c', [scored(1, 90)])]
    read = list(csv.DictReader(io.StringIO(leaderboard_csv(rank(standings)))))
    assert [row["submission"] for row in read] == ["李雷", 'a "b", c']
    assert read[0] == {
        "rank": "1",
        "rank_from": "1",
        "rank_to": "1",
        "submission": "李雷",
        "score": "35.00",
        "score_low": "34.00",
        "score_high": "36.00",
        "answered": "1",
        "void": "1",
        "tries": "3",
        "q01": "70.0",
        "q02": "void",
        "q03": "",
    }


def test_the_files_are_written_as_a_spreadsheet_and_a_browser_read_them(tmp_path: Path) -> None:
    paths = write_leaderboard([("李雷", [scored(1, 70)])], tmp_path / "site", created=CREATED)
    assert [path.name for path in paths] == ["index.html", "leaderboard.csv"]
    assert paths[1].read_bytes().startswith(b"\xef\xbb\xbfrank,")
    assert CREATED in paths[0].read_text(encoding="utf-8")
