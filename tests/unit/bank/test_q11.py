"""Question 11: what extractive readers are asked, how they are measured, and which check sees which fault."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from in_process import InProcessExam, failures, load, outcome

from harness.question import DataRequest
from reference.data.qa import QuestionItem
from reference.extractive import checks, quality
from reference.extractive.ask import Answer
from reference.extractive.data import ExtractiveData
from reference.extractive.stories import Story, Teller
from reference.models.checkpoints import READER
from reference.q11_extractive_qa.data import make_data
from reference.q11_extractive_qa.question import QUESTION

FOLDER = Path(__file__).parents[3] / "reference" / "q11_extractive_qa"
CHECKS = {check.name: check for check in QUESTION.checks}
READING = replace(QUESTION, resources=lambda _: {"checkpoint": READER.prepared[0].folder})
"""The question without its word that the reader must be prepared: the baseline reads none."""

needs_reader = pytest.mark.skipif(not READER.prepared[0].folder.exists(), reason="the reader is not prepared")


def exam_of(data: ExtractiveData, file: str) -> InProcessExam[ExtractiveData]:
    return InProcessExam(READING, data, load(FOLDER / file).Solution)


@pytest.fixture(scope="module")
def data() -> ExtractiveData:
    return make_data(DataRequest(fast=True))


@pytest.fixture
def naive(data: ExtractiveData) -> InProcessExam[ExtractiveData]:
    return exam_of(data, "baseline.py")


class TestData:
    def test_no_name_of_a_held_out_answer_stands_in_a_training_context(self) -> None:
        parts = make_data(DataRequest(seed=3))
        shown = " ".join(item.context for item in parts.train)
        names = [item.answer for item in parts.held_out if item.slot in ("person", "organisation", "place")]
        assert len(parts.held_out) == 200 and len(names) > 50
        assert not [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown)]

    def test_another_seed_makes_other_items(self, data: ExtractiveData) -> None:
        other = make_data(DataRequest(seed=1, fast=True))
        assert set(data.held_out).isdisjoint(other.held_out)
        assert data == make_data(DataRequest(fast=True))


class TestStories:
    @pytest.mark.parametrize("slot", ["person", "place", "number", "day", "object"])
    def test_what_is_asked_for_stands_where_the_story_says(self, slot: str) -> None:
        teller = Teller(0, np.random.default_rng(0))
        for _ in range(20):
            story = teller.tell(slot)
            assert story.answer and story.answer == story.answer.strip()
            assert story.answer not in story.question
            assert (slot == "number") == story.answer.isdigit()

    def test_words_around_an_answer_leave_it_as_it_is(self) -> None:
        story = Story("Who?", "It was Ann.", 7, 10)
        moved = story.within("«", "»").after("🎉 So. ").before(" Yes.")
        assert (moved.context, moved.answer) == ("🎉 So. It was «Ann». Yes.", "Ann")

    def test_a_question_that_tells_does_not_tell_the_answer(self) -> None:
        teller = Teller(0, np.random.default_rng(1))
        stories = [teller.telling("number") for _ in range(20)]
        assert sum(story.answer in story.question for story in stories) <= 2
        assert all(re.search(r"\d", story.question) for story in stories)

    def test_fillers_hold_no_number_and_no_day(self) -> None:
        words = Teller(0, np.random.default_rng(2)).fillers(800)
        assert len(words.split()) >= 800
        assert not re.search(r"\d|day\b(?<!today)", words)


class TestQuality:
    @pytest.mark.parametrize(
        ("start", "end", "words"), [(2, 4, "cd"), (0, 0, ""), (-2, -1, ""), (3, 2, ""), (0, 7, "")]
    )
    def test_a_span_outside_the_context_has_no_words(self, start: int, end: int, words: str) -> None:
        assert Answer("cd", start, end, 0.0).quoted("abcdef") == words

    def test_the_span_decides_and_not_the_text_beside_it(self, naive: InProcessExam[ExtractiveData]) -> None:
        right = {item.context: item for item in naive.data.held_out}

        def answer(_questions: list[str], contexts: list[str]) -> list[dict[str, Any]]:
            return [{"answer": right[context].answer, "start": 0, "end": 1, "score": 0.0} for context in contexts]

        naive.solution.answer = answer
        assert quality.measure(naive).score.value == 0

    def test_perfect_spans_are_perfect_and_the_first_sentence_is_not(
        self, naive: InProcessExam[ExtractiveData]
    ) -> None:
        first = quality.measure(naive)
        assert first.score.value < 0.2
        right = {(item.question, item.context): item for item in naive.data.held_out}

        def answer(questions: list[str], contexts: list[str]) -> list[dict[str, Any]]:
            items = [right[pair] for pair in zip(questions, contexts, strict=True)]
            return [
                {"answer": "", "start": item.start, "end": item.start + len(item.answer), "score": 1.0}
                for item in items
            ]

        naive.solution.answer = answer
        perfect = quality.measure(naive)
        assert (perfect.score.value, perfect.metrics["exact_match"]) == (1.0, 1.0)
        assert perfect.evidence[0].data == []

    def test_the_worst_come_first_and_the_right_ones_not_at_all(self) -> None:
        items = [QuestionItem(f"{name}?", "Ann met Bob.", "Ann", 0) for name in "abcd"]
        answers = [Answer("", 0, 3, 1.0), Answer("", 8, 11, 1.0), Answer("", 8, 11, 5.0), Answer("", 0, 7, 9.0)]
        rows = quality.worst(items, answers, [1.0, 0.0, 0.0, 0.67])
        assert [row["question"] for row in rows] == ["c?", "b?", "d?"]
        assert rows[0]["given"] == "Bob" and rows[0]["expected"] == "Ann"


class TestChecks:
    @pytest.mark.parametrize(
        ("name", "answer", "said"),
        [
            ("answer_is_quoted", {"answer": "bill", "start": 0, "end": 4, "score": 0.0}, "Cut"),
            ("spans_are_clean", {"answer": "", "start": 3, "end": 3, "score": 0.0}, "must hold"),
            ("spans_are_clean", {"answer": "x", "start": 0, "end": 9999, "score": 0.0}, "must hold"),
            ("the_example", {"answer": "312", "start": 46, "end": 49, "score": 0.0}, "39 and 42 was expected"),
            ("score_tells_how_sure", {"answer": "", "start": 0, "end": 0, "score": 7.0}, "in 0 of 20 such pairs"),
            ("question_is_read", {"answer": "", "start": 0, "end": 0, "score": 7.0}, "0 of 16"),
            ("long_contexts", {"answer": "", "start": 0, "end": 0, "score": 7.0}, "0 of 4"),
        ],
    )
    def test_wrong_answers_are_told(
        self, naive: InProcessExam[ExtractiveData], name: str, answer: dict[str, Any], said: str
    ) -> None:
        naive.solution.answer = lambda questions, _contexts: [dict(answer) for _ in questions]
        assert said in outcome(naive, name)

    @pytest.mark.parametrize("name", ["the_example", "never_the_question", "right_place", "long_contexts"])
    def test_the_first_sentence_is_no_answer(self, naive: InProcessExam[ExtractiveData], name: str) -> None:
        assert outcome(naive, name)

    def test_messages_never_show_a_held_out_context(self, naive: InProcessExam[ExtractiveData]) -> None:
        naive.solution.answer = lambda questions, _contexts: [
            {"answer": "?", "start": 0, "end": 0, "score": 0.0} for _ in questions
        ]
        messages = [outcome(naive, name) for name in CHECKS]
        assert not [item for item in naive.data.held_out for message in messages if item.context in message]

    def test_long_contexts_are_longer_than_the_model_reads_at_once(self) -> None:
        teller = Teller(0, np.random.default_rng(0))
        for place in checks.PARTS["behind the first 512 tokens"]:
            story = checks._amid(teller, min(checks.LENGTHS), place)
            assert len(story.context[: story.start].split()) >= 0.9 * min(checks.LENGTHS) - 10
            assert story.answer == story.context[story.start : story.end]


@needs_reader
@pytest.mark.slow
class TestAnswers:
    @pytest.mark.parametrize("path", ["solution.py", "alternatives/windows_by_hand.py"])
    def test_right_answers_pass_every_check(self, data: ExtractiveData, path: str) -> None:
        exam = exam_of(data, path)
        assert failures(exam) == {}
        assert quality.measure(exam).score.value > 0.7

    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(self, data: ExtractiveData, name: str) -> None:
        exam = exam_of(data, f"mutants/{name}.py")
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_the_statements_example_is_true(self, data: ExtractiveData, language: str) -> None:
        statement = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
        shown = re.search(r"^# (\[\{.*\}\])$", statement, re.MULTILINE)
        context = re.search(r'^context = "(.*)"$', statement, re.MULTILINE)
        assert shown is not None and context is not None
        questions = ["How many minutes did Zoë Brandt need?", "When was the lamp found?"]
        answers = exam_of(data, "solution.py").fitted().call("answer", questions, [context[1]] * 2)
        assert [answer | {"score": round(answer["score"], 1)} for answer in answers] == json.loads(shown[1])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_statement_has_the_weights_of_the_checks(language: str) -> None:
    scoring = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8").split("\n## ")[-1].splitlines()
    weights = [float(weight) for weight in re.findall(r"[(（]([\d.]+)[)）]", scoring[2])]
    assert weights == [check.weight for check in QUESTION.checks]
