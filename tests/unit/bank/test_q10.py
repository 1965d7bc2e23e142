"""Question 10: its data, its reference, alternatives and mutants under its own checks, and its statements."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from in_process import InProcessExam, failures, load, outcome

from harness.question import DataRequest
from reference.data.en_zh import is_held_out, make
from reference.q10_pretrained_translation import quality
from reference.q10_pretrained_translation.checks import LENGTH
from reference.q10_pretrained_translation.data import MADE_UP, ODD, TranslationData, make_data
from reference.q10_pretrained_translation.question import QUESTION

FOLDER = Path(quality.__file__).parent
CHECKS = {check.name: check for check in QUESTION.checks}


def exam_of(data: TranslationData, file: str) -> InProcessExam[TranslationData]:
    return InProcessExam(QUESTION, data, load(FOLDER / file).Solution)


@pytest.fixture(scope="module")
def data() -> TranslationData:
    return make_data(DataRequest(fast=True))


class TestData:
    def test_public_sentences_hold_no_held_out_pair_of_verb_and_noun(self, data: TranslationData) -> None:
        pairs = {pair.source: pair for domain in ("daily", "office") for pair in make(0, 60, 0, domain).train}  # type: ignore[arg-type]
        drawn = [pairs[source] for source in (*data.daily, *data.office)]
        assert not [pair for pair in drawn if is_held_out(pair.verb, pair.noun)]
        assert all(is_held_out(pair.verb, pair.noun) for pair in data.held_out)

    def test_no_public_sentence_is_held_out(self, data: TranslationData) -> None:
        assert not {pair.source for pair in data.held_out} & {*data.public(), *ODD, *data.long_sentences()}

    def test_another_seed_draws_others(self, data: TranslationData) -> None:
        other = make_data(DataRequest(seed=1, fast=True))
        assert not set(other.office) & set(data.office)
        assert {pair.source for pair in other.held_out} != {pair.source for pair in data.held_out}

    def test_the_sentences_show_what_the_checks_need(self, data: TranslationData) -> None:
        public = data.public()
        greedy = data.right(public, 1, LENGTH)
        assert len(data.contested(2, LENGTH)) >= 4 and len(data.contested(4, LENGTH)) >= 4
        assert len(data.clear(MADE_UP, 1, LENGTH)) >= 6
        assert len({data.model.count(sentence) for sentence in public}) > 10
        assert all(data.model.count(text) > data.model.longest for text in data.long_sentences())
        assert len(data.clear(data.long_sentences(), 1, LENGTH)) >= 10
        assert np.quantile([len(right.ids) for right in greedy], 0.9) <= 26

    def test_neither_near_ties_nor_endless_translations_are_clear(self, data: TranslationData) -> None:
        public = data.public()
        clear = set(data.clear(public, 4, LENGTH))
        rights = dict(zip(public, data.right(public, 4, LENGTH), strict=True))
        assert {one for one, right in rights.items() if right.margin > 1e-3 and len(right.ids) < LENGTH} == clear
        assert 0.8 * len(public) < len(clear) < len(public)


class TestAnswers:
    @pytest.mark.slow
    @pytest.mark.parametrize("path", ["solution.py", "alternatives/beams_by_hand.py"])
    def test_right_answers_pass_every_check(self, data: TranslationData, path: str) -> None:
        exam = exam_of(data, path)
        assert failures(exam) == {}

    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(self, data: TranslationData, name: str) -> None:
        exam = exam_of(data, f"mutants/{name}.py")
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("name", "seen"),
        [
            ("special_tokens_shown", {"no_special_tokens", "same_in_any_batch"}),
            ("pads_attended", {"greedy_in_unequal_batch", "same_in_any_batch"}),
            ("beams_ignored", {"beams_are_used", "beam_search_exact"}),
            ("blank_made_up", {"blank_sentences"}),
            ("stops_early", {"beam_search_exact"}),
            ("length_not_divided", {"beam_search_exact"}),
            ("crashes_without_sentences", {"empty_list"}),
            ("one_token_more", {"obeys_max_new_tokens"}),
            ("long_text_whole", {"long_texts", "greedy_in_unequal_batch"}),
        ],
    )
    def test_a_fault_costs_only_what_it_breaks(self, data: TranslationData, name: str, seen: set[str]) -> None:
        assert set(failures(exam_of(data, f"mutants/{name}.py"))) == seen

    def test_the_baseline_and_a_right_translator_of_another_make_stop_at_the_gate(self, data: TranslationData) -> None:
        exam = exam_of(data, "baseline.py")
        assert outcome(exam, "the_checkpoint_translates")
        pairs = {pair.source: pair.target for domain in ("daily", "office") for pair in make(0, 60, 0, domain).train}  # type: ignore[arg-type]
        exam = exam_of(data, "baseline.py")
        exam.solution.translate = lambda sentences, *_: [pairs.get(one, "") for one in sentences]
        assert outcome(exam, "the_checkpoint_translates")
        assert CHECKS["the_checkpoint_translates"].gate

    def test_a_wrong_number_of_translations_is_named(self, data: TranslationData) -> None:
        exam = exam_of(data, "solution.py")
        exam.solution.translate = lambda sentences, *_: [*sentences, "more"]
        assert "expected 1 items, got 2" in outcome(exam, "greedy_alone")


class TestQuality:
    def test_the_reference_translates_and_the_baseline_does_not(self, data: TranslationData) -> None:
        exams = {name: exam_of(data, f"{name}.py") for name in ("baseline", "solution")}
        found = {name: quality.measure(exam) for name, exam in exams.items()}
        assert found["baseline"].score.value == 0
        assert found["solution"].score.value > 95
        assert found["solution"].metrics["exact"] > 0.8
        assert len(found["baseline"].evidence[0].data) == len(data.held_out)


@pytest.mark.parametrize("language", ["en", "zh"])
class TestStatement:
    def statement(self, language: str) -> str:
        return (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")

    def test_the_example_is_true(self, data: TranslationData, language: str) -> None:
        calls = re.findall(
            r"^solution\.translate\((\[.*\]), (\d), (\d+)\)\n# (\[.*\])$", self.statement(language), re.M
        )
        assert calls
        exam = exam_of(data, "solution.py")
        for sentences, beams, length, shown in calls:
            given = re.findall(r'"([^"]*)"', sentences)
            assert exam.fitted().call("translate", given, int(beams), int(length)) == re.findall(r'"([^"]*)"', shown)
