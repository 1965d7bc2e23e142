"""A whole run: what is graded, what comes from the store, and what is told on the way."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from grading_helpers import RIGHT, answer_of, handed_in, solution

from harness.bank import BankEntry
from harness.codec import to_plain
from harness.faults import UserError
from harness.grading.anchors import Anchors
from harness.grading.audit import APART, AuditRow, audit, out_of_order
from harness.grading.calibration import calibration_key, ship, shipped_calibrations
from harness.grading.examiner import Examiner, RunOptions
from harness.grading.grade import GradeRequest, grade
from harness.grading.result import QuestionResult, Result
from harness.intake.submission import Answer, Problem, Submission
from harness.store import Store


@dataclass
class Told:
    """Remembers what a run told."""

    events: list[str] = field(default_factory=list)

    def started(self, entry: BankEntry, what: str) -> None:
        self.events.append(f"{entry.number} {what}")

    def finished(self, result: QuestionResult) -> None:
        self.events.append(f"{result.id} {result.status}{' cached' if result.cached else ''}")

    def ended(self, entry: BankEntry) -> None:
        self.events.append(f"{entry.number} ended")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "results.sqlite") as store:
        yield store


def run(
    toy: BankEntry,
    submission: Submission,
    examiner: Examiner,
    store: Store,
    told: Told | None = None,
    *,
    cost: bool = False,
) -> Result:
    request = GradeRequest(submission=submission, source="here", asked=[toy], jobs=1, with_cost=cost)
    return grade(request, examiner, store, told or Told())


def test_a_right_answer_has_100(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    told = Told()
    result = run(toy, handed_in(answer_of(RIGHT)), examiner, store, told, cost=True)
    (question,) = result.questions
    assert (result.score, result.complete, question.status, question.tries) == (100.0, True, "graded", 1)
    quality = question.quality
    assert quality is not None
    assert (quality.value, quality.baseline, quality.reference, quality.share) == (1.0, 0.0, 1.0, 1.0)
    assert question.cost is not None
    assert question.cost.wall_ratio is not None
    assert question.cost.wall_ratio > 0
    environment = question.environment
    assert environment is not None
    assert (environment.seed, environment.device, environment.threads) == (0, "cpu", 1)
    assert {"torch", "python", "numpy"} <= environment.versions.keys()
    assert environment.sandbox_layers["seccomp"] == "yes"
    assert told.events == ["42 grading", "42 graded"]
    json.dumps(to_plain(result))


def test_the_same_answer_is_not_graded_twice(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    first = run(toy, handed_in(answer_of(RIGHT)), examiner, store)
    told = Told()
    again = run(toy, handed_in(answer_of(RIGHT)), examiner, store, told)
    assert told.events == ["42 graded cached"]
    assert again.questions[0].cached
    assert again.questions[0].checks == first.questions[0].checks
    assert again.questions[0].tries == 1


def test_another_answer_is_another_try(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    run(toy, handed_in(answer_of(RIGHT)), examiner, store)
    worse = run(toy, handed_in(solution("return numbers")), examiner, store)
    assert worse.questions[0].tries == 2
    assert worse.score == 0.0


def test_a_kept_result_points_into_the_file_that_was_handed_in_this_time(
    toy: BankEntry, examiner: Examiner, store: Store
) -> None:
    source = RIGHT.replace("[2 * ", "[0 / 0 + 2 * ")
    count = source.count("\n") + 1
    here = Answer(42, "code", {"q42.py": source.encode()}, origin="q42.py")
    sheet = Answer(42, "code", {"q42.py": source.encode()}, "answers.md", {"q42.py": tuple(range(101, 101 + count))})
    places = []
    for answer in (here, sheet, here):
        (question,) = run(toy, handed_in(answer), examiner, store).questions
        (check,) = (check for check in question.checks if check.name == "doubles")
        places.append((check.file, check.line))
    assert places == [("q42.py", 12), ("answers.md", 112), ("q42.py", 12)]


def test_another_seed_is_another_exam(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    run(toy, handed_in(answer_of(RIGHT)), examiner, store)
    with Examiner(RunOptions(seed=1), [toy]) as other:
        assert not run(toy, handed_in(answer_of(RIGHT)), other, store).questions[0].cached


def test_no_answer_and_an_unreadable_one_count_0(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    result = run(toy, handed_in(None), examiner, store)
    assert (result.score, result.questions[0].status) == (0.0, "not_answered")
    problem = Problem("the file is empty", 42, "q42.py")
    result = run(toy, Submission("bob", {}, (problem, Problem("a stray file"))), examiner, store)
    assert result.questions[0].problems == ["q42.py: the file is empty"]
    assert result.problems == ["a stray file"]


def test_void_is_no_score_and_not_kept(toy: BankEntry, examiner: Examiner, store: Store) -> None:
    submission = handed_in(solution("return [2 * number + (number == 333) for number in numbers]"))
    result = run(toy, submission, examiner, store)
    assert (result.score, result.complete, result.questions[0].status) == (None, False, "void")
    assert any("a bug of this check" in fault for fault in result.questions[0].faults)
    told = Told()
    run(toy, submission, examiner, store, told)
    assert told.events[0] == "42 grading"


def test_a_profile_without_data_is_the_users_mistake_where_it_is_answered(toy: BankEntry, store: Store) -> None:
    with Examiner(RunOptions(profile="hub"), [toy]) as examiner:
        with pytest.raises(UserError, match="no data for the profile hub"):
            run(toy, handed_in(answer_of(RIGHT)), examiner, store)
        assert run(toy, handed_in(None), examiner, store).score == 0


class TestCalibration:
    def test_shipped_values_are_taken_only_for_what_they_were_measured_for(
        self, toy: BankEntry, examiner: Examiner, store: Store, tmp_path: Path
    ) -> None:
        anchors = Anchors(examiner, store)
        measured = anchors.measure(toy)
        assert (measured.baseline.value, measured.reference.value) == (0.0, 1.0)
        assert measured.key == calibration_key(toy, RunOptions())
        ship(tmp_path, measured)
        ship(tmp_path, measured)
        assert shipped_calibrations(tmp_path) == [measured]
        for other in (RunOptions(seed=1), RunOptions(fast=True), RunOptions(profile="private")):
            assert calibration_key(toy, other) != measured.key

    def test_an_organisations_own_files_are_part_of_what_it_holds_for(self, toy: BankEntry, tmp_path: Path) -> None:
        rows = tmp_path / "rows.jsonl"
        rows.write_text("{}", encoding="utf-8")
        entry = dataclasses.replace(toy)
        entry.__dict__["question"] = dataclasses.replace(
            toy.question, outside=lambda request: (rows,) if request.profile == "private" else ()
        )
        private = RunOptions(profile="private")
        before = calibration_key(entry, private), calibration_key(entry, RunOptions())
        rows.write_text('{"text": "new"}', encoding="utf-8")
        after = calibration_key(entry, private), calibration_key(entry, RunOptions())
        assert before[0] != after[0]
        assert before[1] == after[1]

    def test_an_unreadable_file_counts_as_none(self, tmp_path: Path) -> None:
        (tmp_path / "calibration.json").write_text("[{]", encoding="utf-8")
        assert shipped_calibrations(tmp_path) == []


@pytest.fixture(scope="module")
def rows(toy: BankEntry, tmp_path_factory: pytest.TempPathFactory) -> dict[str, AuditRow]:
    with Store(tmp_path_factory.mktemp("audit") / "results.sqlite") as store:
        return {row.name: row for row in audit([toy], RunOptions(), store, jobs=2, fast=False)}


class TestAudit:
    def test_a_sound_question_breaks_no_rule(self, rows: dict[str, AuditRow]) -> None:
        assert {name: row.broken for name, row in rows.items() if row.broken} == {}
        assert rows["reference"].score == 100
        assert rows["shifts"].score == 100
        assert rows["baseline"].score is not None
        assert rows["baseline"].score <= 20

    def test_mutants_are_caught_by_the_checks_they_name(self, rows: dict[str, AuditRow]) -> None:
        assert rows["absolute"].caught_by == ("negative",)
        assert "doubles" in rows["plus_one"].caught_by
        assert rows["refuses_to_fit"].caught_by == ("fit",)

    def test_candidates_come_out_in_order(self, rows: dict[str, AuditRow]) -> None:
        weak, middling = rows["weak"].score, rows["middling"].score
        assert weak is not None
        assert middling is not None
        assert weak + APART <= middling <= 100 - APART

    @pytest.mark.parametrize(
        ("weak", "middling", "strong", "told"),
        [
            (20.0, 60.0, 95.0, []),
            (20.0, None, 95.0, []),
            (55.0, 60.0, 65.0, []),
            (None, 60.0, 95.0, []),
            (56.0, 60.0, 95.0, ["weak has 56.0, middling 60.0: less than 5 apart"]),
            (
                70.0,
                60.0,
                64.9,
                [
                    "weak has 70.0, middling 60.0: less than 5 apart",
                    "middling has 60.0, strong 64.9: less than 5 apart",
                ],
            ),
        ],
    )
    def test_candidates_out_of_order_are_told(
        self, rows: dict[str, AuditRow], weak: float | None, middling: float | None, strong: float, told: list[str]
    ) -> None:
        scored = [
            dataclasses.replace(rows["weak"], score=weak),
            dataclasses.replace(rows["middling"], score=middling),
            dataclasses.replace(rows["shifts"], score=100.0),
            dataclasses.replace(rows["shifts"], name="slower", score=strong),
        ]
        assert [row.broken for row in out_of_order(scored)] == told

    def test_a_rule_that_is_broken_is_told(self, toy: BankEntry, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(toy.question.mutants, "absolute", ("small",))  # type: ignore[arg-type]
        monkeypatch.delitem(toy.question.mutants, "crashes")  # type: ignore[arg-type]
        rows = {row.name: row for row in audit([toy], RunOptions(fast=True), store, jobs=1, fast=True)}
        assert rows["absolute"].broken == "not caught by small"
        assert rows["crashes"].broken == "names no check that must catch it"
        assert "crashes" in (rows["the folder"].broken or "")
