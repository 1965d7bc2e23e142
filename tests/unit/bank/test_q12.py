"""Question 12: its data, and which check sees which fault (with one short training for all)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from in_process import InProcessExam, load, outcome

from harness.question import DataRequest
from reference.data.rated_sentences import RATED_SENTENCES
from reference.data.token_text import VOCABULARY
from reference.q12_attention_generator import ask, quality
from reference.q12_attention_generator.attention import SIZES, lookup
from reference.q12_attention_generator.data import LENGTH, GeneratorData, make_data
from reference.q12_attention_generator.question import QUESTION

FOLDER = Path(quality.__file__).parent
CHECKS = {check.name: check for check in QUESTION.checks}


def exam_of(data: GeneratorData, file: str) -> InProcessExam[GeneratorData]:
    return InProcessExam(QUESTION, data, load(FOLDER / file).Solution)


def untrained(data: GeneratorData, file: str) -> InProcessExam[GeneratorData]:
    return InProcessExam(replace(QUESTION, setup=None), data, load(FOLDER / file).Solution)


def ready(data: GeneratorData, file: str, weights: dict[str, torch.Tensor]) -> InProcessExam[GeneratorData]:
    """An exam whose main session gets ready-made weights instead of a training."""
    exam = untrained(data, file)
    solution = exam.solution
    solution.net = solution.make(data.vocab_size)
    solution.net.load_state_dict(weights)
    solution.net.eval()
    return exam


@pytest.fixture(scope="module")
def data() -> GeneratorData:
    if not RATED_SENTENCES.path("rated_sentences.jsonl").exists():
        pytest.skip("the rated sentences are not prepared: run `harness prepare`")
    made = make_data(DataRequest(fast=True))
    return GeneratorData(made.train, made.held_out, made.train[:600], made.vocab_size)


@pytest.fixture(scope="module")
def trained(data: GeneratorData) -> InProcessExam[GeneratorData]:
    exam = exam_of(data, "solution.py")
    exam.fitted()
    return exam


@pytest.fixture(scope="module")
def weights(trained: InProcessExam[GeneratorData]) -> dict[str, torch.Tensor]:
    state: dict[str, torch.Tensor] = trained.solution.net.state_dict()
    return state


class TestData:
    def test_shapes_and_range(self, data: GeneratorData) -> None:
        assert data.train.shape == (40_000,) and data.held_out.shape == (24, LENGTH)
        assert data.train.dtype == data.held_out.dtype == np.int64
        assert data.train.min() == 0 and max(data.train.max(), data.held_out.max()) < VOCABULARY == data.vocab_size

    def test_public_windows_are_training_text(self, data: GeneratorData) -> None:
        windows = data.public(5, 30, np.random.default_rng(0))
        every = np.lib.stride_tricks.sliding_window_view(data.train, 30)
        assert windows.shape == (5, 30)
        assert all((every == window).all(axis=1).any() for window in windows)


class TestChecks:
    def test_the_reference_passes_every_check_of_its_rows(self, trained: InProcessExam[GeneratorData]) -> None:
        names = CHECKS.keys() - {"no_foresight"}
        assert {name: message for name in names if (message := outcome(trained, name))} == {}

    @pytest.mark.slow
    def test_the_reference_has_no_foresight(self, trained: InProcessExam[GeneratorData]) -> None:
        assert outcome(trained, "no_foresight") == ""

    @pytest.mark.parametrize("name", sorted(set(QUESTION.mutants) - {"looks_ahead_where_measured"}))
    def test_mutants_are_caught_by_the_check_they_name(
        self, data: GeneratorData, weights: dict[str, torch.Tensor], name: str
    ) -> None:
        exam = ready(data, f"mutants/{name}.py", weights)
        if name == "attend_made_in_fit":
            exam.solution.fitted = True
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    @pytest.mark.slow
    def test_foresight_in_measured_batches_alone_is_seen(self, data: GeneratorData) -> None:
        exam = exam_of(data, "mutants/looks_ahead_where_measured.py")
        assert outcome(exam, "causal") == ""
        assert "A second session" in outcome(exam, "no_foresight")

    @pytest.mark.parametrize(
        ("name", "seen"),
        [
            ("query_unused", {"attend_uses_the_query"}),
            ("mask_after_softmax", {"attend_sums_to_one", "attend_before_fit", "attend_large_numbers"}),
            ("nearer_places_preferred", {"attend_permutes"}),
            ("nan_when_all_masked", {"attend_all_masked"}),
            ("exponentials_overflow", {"attend_large_numbers"}),
        ],
    )
    def test_a_fault_of_attend_costs_only_what_it_breaks(
        self, data: GeneratorData, weights: dict[str, torch.Tensor], name: str, seen: set[str]
    ) -> None:
        exam = ready(data, f"mutants/{name}.py", weights)
        assert {check for check in CHECKS if check.startswith("attend") and outcome(exam, check)} == seen

    def test_uniform_weights_over_a_mask_of_nothing_are_finite_too(
        self, data: GeneratorData, weights: dict[str, torch.Tensor]
    ) -> None:
        exam = ready(data, "solution.py", weights)
        attend = exam.solution.attend
        exam.solution.attend = lambda query, keys, mask: attend(query, keys, mask | ~mask.any(1, keepdim=True))
        assert outcome(exam, "attend_all_masked") == ""

    def test_another_vocabulary_size_is_named(self, data: GeneratorData, weights: dict[str, torch.Tensor]) -> None:
        exam = ready(data, "solution.py", weights)
        exam.solution.log_probs = lambda tokens: torch.zeros(*tokens.shape, 7)
        assert "expected shape [4, 300, 53], got [4, 300, 7]" in outcome(exam, "any_length")

    def test_most_probable_tokens_follow_the_model_too(
        self, data: GeneratorData, weights: dict[str, torch.Tensor]
    ) -> None:
        exam = ready(data, "solution.py", weights)
        exam.solution.draw = lambda logits: int(logits.argmax())
        for name in ("generates_tokens", "generation_depends_on_the_prompt", "generation_follows_the_model"):
            assert outcome(exam, name) == ""

    def test_the_baseline_is_seen_through(self, data: GeneratorData) -> None:
        exam = exam_of(data, "baseline.py")
        for name in ("context_helps", "generation_depends_on_the_prompt", "attend_uses_the_query"):
            assert outcome(exam, name)
        for name in ("causal", "rows_sum_to_one", "attend_sums_to_one", "attend_context", "attend_obeys_the_mask"):
            assert not outcome(exam, name)


class TestLookups:
    @pytest.mark.parametrize("sizes", SIZES)
    @pytest.mark.parametrize("seed", range(5))
    def test_two_places_are_open_and_not_all(self, sizes: tuple[int, int, int], seed: int) -> None:
        one = lookup(sizes, np.random.default_rng(seed))
        looked_at = one.mask.sum(axis=1)
        assert (looked_at >= 2).all()
        assert (looked_at < sizes[1]).all() or sizes[1] == 2
        assert one.query.shape == (sizes[0], sizes[2]) and one.keys.shape == sizes


class TestQuality:
    def test_a_short_training_beats_the_unigram(
        self, data: GeneratorData, trained: InProcessExam[GeneratorData]
    ) -> None:
        baseline = exam_of(data, "baseline.py")
        values = [quality.measure(exam).score.value for exam in (baseline, trained)]
        assert values[0] == pytest.approx(3.0, abs=0.2)
        assert values[1] < 2.5

    def test_uniform_rows_cost_the_logarithm_of_the_vocabulary(self, data: GeneratorData) -> None:
        exam = untrained(data, "baseline.py")
        exam.solution.logs = torch.full((VOCABULARY,), -np.log(VOCABULARY))
        measurement = quality.measure(exam)
        assert measurement.score.value == pytest.approx(np.log(VOCABULARY), rel=1e-6)
        assert measurement.score.items == len(data.held_out)

    def test_row_t_is_about_token_t_plus_one_and_no_token_costs_too_much(self) -> None:
        rows = np.log([[[0.5, 0.25, 0.25], [1e-30, 0.125, 0.875], [1.0, 1.0, 1.0]]])
        for tokens, nats in (([0, 2, 1], [np.log(4), np.log(8)]), ([2, 0, 0], [np.log(2), ask.DEAREST])):
            np.testing.assert_allclose(ask.nats(rows, np.array([tokens])), [nats])
