"""Question 10: its data, its reference, alternatives and mutants under its own checks, and its statements."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from harness.question import CandidateFault, CheckFailed, DataRequest
from reference.data.en_zh import is_held_out, make
from reference.models.checkpoints import T5_SMALL_EN_ZH
from reference.q10_pretrained_translation import quality
from reference.q10_pretrained_translation.checks import LENGTH
from reference.q10_pretrained_translation.data import MADE_UP, ODD, TranslationData, make_data
from reference.q10_pretrained_translation.question import QUESTION

FOLDER = Path(quality.__file__).parent
CHECKS = {check.name: check for check in QUESTION.checks}


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    threads, state = torch.get_num_threads(), torch.get_rng_state()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
    torch.set_rng_state(state)


@pytest.fixture(scope="module")
def data() -> TranslationData:
    return make_data(DataRequest(fast=True))


def load(path: Path) -> ModuleType:
    """An answer as the package `q10`, with the reference beside it as mutants want it."""
    for name in [name for name in sys.modules if name == "q10" or name.startswith("q10.")]:
        del sys.modules[name]
    spec = importlib.util.spec_from_file_location("q10", path, submodule_search_locations=[str(FOLDER)])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["q10"] = module
    spec.loader.exec_module(module)
    return module


class InProcess:
    """A session without a sandbox."""

    def __init__(self, module: ModuleType, seed: int) -> None:
        self.seed = seed
        self.solution = module.Solution(seed=seed, device="cpu", checkpoint=str(T5_SMALL_EN_ZH))

    def call(self, method: str, *arguments: Any) -> Any:
        try:
            answer = getattr(self.solution, method)(*arguments)
        except Exception as error:
            raise CandidateFault("raised", repr(error)) from error
        return QUESTION.contract.method(method).returns.validate(answer, f"{method}()", {"N": len(arguments[0])})


class InProcessExam:
    """An exam of one answer without a sandbox."""

    def __init__(self, data: TranslationData, path: Path) -> None:
        self.data, self.seed = data, 0
        self.module = load(path)
        self.main = InProcess(self.module, 0)
        self.kept: dict[str, Any] = {}

    def fitted(self) -> InProcess:
        return self.main

    @contextmanager
    def session(self, setup: Any = None, *, seed: int | None = None) -> Iterator[InProcess]:
        session = InProcess(self.module, self.seed if seed is None else seed)
        if setup is not None:
            setup(session)
        yield session

    def rng(self, purpose: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, *purpose.encode()])

    def memo(self, key: str, make: Any) -> Any:
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]


def outcome(exam: InProcessExam, name: str) -> str:
    """What is wrong in the eyes of the check, or the empty string."""
    try:
        CHECKS[name].run(exam)  # type: ignore[arg-type]
    except (CheckFailed, CandidateFault) as fault:
        return fault.message
    return ""


def failed(exam: InProcessExam) -> set[str]:
    return {name for name in CHECKS if outcome(exam, name)}


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
        exam = InProcessExam(data, FOLDER / path)
        assert {name: message for name in CHECKS if (message := outcome(exam, name))} == {}

    def test_every_mutant_is_declared_and_every_declared_one_is_there(self) -> None:
        assert {path.stem for path in (FOLDER / "mutants").glob("*.py")} == set(QUESTION.mutants)
        assert {name for names in QUESTION.mutants.values() for name in names} <= set(CHECKS)

    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(self, data: TranslationData, name: str) -> None:
        exam = InProcessExam(data, FOLDER / "mutants" / f"{name}.py")
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
        assert failed(InProcessExam(data, FOLDER / "mutants" / f"{name}.py")) == seen

    def test_the_baseline_and_a_right_translator_of_another_make_stop_at_the_gate(self, data: TranslationData) -> None:
        exam = InProcessExam(data, FOLDER / "baseline.py")
        assert outcome(exam, "the_checkpoint_translates")
        pairs = {pair.source: pair.target for domain in ("daily", "office") for pair in make(0, 60, 0, domain).train}  # type: ignore[arg-type]
        exam = InProcessExam(data, FOLDER / "baseline.py")
        exam.main.solution.translate = lambda sentences, *_: [pairs.get(one, "") for one in sentences]
        assert outcome(exam, "the_checkpoint_translates")
        assert CHECKS["the_checkpoint_translates"].gate

    def test_a_wrong_number_of_translations_is_named(self, data: TranslationData) -> None:
        exam = InProcessExam(data, FOLDER / "solution.py")
        exam.main.solution.translate = lambda sentences, *_: [*sentences, "more"]
        assert "expected 1 items, got 2" in outcome(exam, "greedy_alone")


class TestQuality:
    def test_the_reference_translates_and_the_baseline_does_not(self, data: TranslationData) -> None:
        exams = {name: InProcessExam(data, FOLDER / f"{name}.py") for name in ("baseline", "solution")}
        found = {name: quality.measure(exam) for name, exam in exams.items()}  # type: ignore[arg-type]
        assert found["baseline"].score.value == 0
        assert found["solution"].score.value > 95
        assert found["solution"].metrics["exact"] > 0.8
        assert len(found["baseline"].evidence[0].data) == len(data.held_out)


@pytest.mark.parametrize("language", ["en", "zh"])
class TestStatement:
    def statement(self, language: str) -> str:
        return (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")

    def test_the_weights_are_those_of_the_checks(self, language: str) -> None:
        scoring = self.statement(language).split("\n## ")[-1].splitlines()
        weights = [float(weight) for weight in re.findall(r"[(（]([\d.]+)[)）]", scoring[2])]
        assert sorted(weights) == sorted(check.weight for check in QUESTION.checks)

    def test_the_example_is_true(self, data: TranslationData, language: str) -> None:
        calls = re.findall(
            r"^solution\.translate\((\[.*\]), (\d), (\d+)\)\n# (\[.*\])$", self.statement(language), re.M
        )
        assert calls
        exam = InProcessExam(data, FOLDER / "solution.py")
        for sentences, beams, length, shown in calls:
            given = re.findall(r'"([^"]*)"', sentences)
            assert exam.main.call("translate", given, int(beams), int(length)) == re.findall(r'"([^"]*)"', shown)
