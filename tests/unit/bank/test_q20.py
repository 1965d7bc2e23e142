"""Question 20: its mu-law, its reference net, and which check sees which fault (with one short training for all)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from in_process import InProcessExam, failures, load, outcome

from harness.question import DataRequest
from reference.q20_wavenet import ask, quality
from reference.q20_wavenet.data import CODES, WaveData, make_data, mu_law_amplitudes, mu_law_codes
from reference.q20_wavenet.question import QUESTION

FOLDER = Path(quality.__file__).parent
CHECKS = {check.name: check for check in QUESTION.checks}
SEEDED = {"seed_repeats", "seed_matters"}
"""Checks that train in sessions of their own."""


def exam_of(data: WaveData, file: str) -> InProcessExam[WaveData]:
    return InProcessExam(QUESTION, data, load(FOLDER / file).Solution)


def untrained(data: WaveData, file: str) -> InProcessExam[WaveData]:
    return InProcessExam(replace(QUESTION, setup=None), data, load(FOLDER / file).Solution)


def ready(data: WaveData, file: str, weights: dict[str, torch.Tensor]) -> InProcessExam[WaveData]:
    """An exam whose main session gets ready-made weights instead of a training."""
    exam = untrained(data, file)
    exam.solution.net.load_state_dict(weights)
    exam.solution.net.eval()
    return exam


@pytest.fixture(scope="module")
def data() -> WaveData:
    made = make_data(DataRequest(fast=True))
    return WaveData(made.train, made.held_out, made.train[:2, :300], made.sample_rate)


@pytest.fixture(scope="module")
def trained(data: WaveData) -> InProcessExam[WaveData]:
    exam = exam_of(data, "solution.py")
    exam.fitted()
    return exam


@pytest.fixture(scope="module")
def weights(trained: InProcessExam[WaveData]) -> dict[str, torch.Tensor]:
    state: dict[str, torch.Tensor] = trained.solution.net.state_dict()
    return state


class TestChecks:
    def test_the_reference_passes_every_check(self, trained: InProcessExam[WaveData]) -> None:
        assert failures(trained) == {}

    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(
        self, data: WaveData, weights: dict[str, torch.Tensor], name: str
    ) -> None:
        exam = ready(data, f"mutants/{name}.py", weights)
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    def test_a_tiny_receptive_field_is_all_that_its_mutant_lacks(
        self, data: WaveData, weights: dict[str, torch.Tensor]
    ) -> None:
        exam = ready(data, "mutants/tiny_receptive_field.py", weights)
        assert [name for name in CHECKS if name not in SEEDED and outcome(exam, name)] == ["receptive_field"]

    def test_a_wrong_number_of_samples_is_named(self, data: WaveData, weights: dict[str, torch.Tensor]) -> None:
        exam = ready(data, "solution.py", weights)
        exam.solution.generate = lambda n: torch.zeros(n + 1)
        assert "expected shape [1], got [2]" in outcome(exam, "generates_sound")

    def test_the_baseline_has_no_receptive_field(self, data: WaveData) -> None:
        exam = exam_of(data, "baseline.py")
        assert outcome(exam, "receptive_field") and outcome(exam, "mu_law_signs")
        assert not outcome(exam, "causal") and not outcome(exam, "generation_follows_the_model")


class TestQuality:
    def test_a_short_training_beats_the_histogram(self, data: WaveData, trained: InProcessExam[WaveData]) -> None:
        baseline = exam_of(data, "baseline.py")
        values = [quality.measure(exam).score.value for exam in (baseline, trained)]
        assert 8 > values[0] > values[1] > 3

    def test_uniform_rows_cost_eight_bits(self, data: WaveData) -> None:
        exam = untrained(data, "baseline.py")
        measurement = quality.measure(exam)
        assert measurement.score.value == pytest.approx(8)
        assert measurement.score.items == len(data.held_out)

    def test_nats_look_up_the_true_code_with_a_floor(self) -> None:
        rows = np.zeros((1, 3, CODES), np.float32)
        rows[0, 0, 255], rows[0, 1, 0], rows[0, 2, 128] = 0.5, 1.0, 1.0
        nats = ask.nats(rows, np.array([[1.0, -1.0, 0.5]]))
        np.testing.assert_allclose(nats, [[np.log(2), 0.0, -np.log(1e-9)]], rtol=1e-6)


class TestMuLaw:
    @pytest.mark.parametrize(
        ("amplitude", "code"),
        [(-1.0, 0), (-0.5, 16), (-0.1, 52), (-0.01, 98), (0.0, 128), (0.01, 157), (0.1, 203), (0.5, 239), (1.0, 255)],
    )
    def test_known(self, amplitude: float, code: int) -> None:
        assert mu_law_codes(np.array(amplitude)) == code

    def test_codes_come_back_from_their_amplitudes_in_single_precision(self) -> None:
        codes = np.arange(CODES)
        np.testing.assert_array_equal(mu_law_codes(mu_law_amplitudes(codes).astype(np.float32)), codes)

    @given(st.floats(-1, 1), st.floats(-1, 1))
    def test_order_and_sign_are_kept(self, first: float, second: float) -> None:
        low, high = sorted((first, second))
        codes = mu_law_codes(np.array([low, high]))
        assert 0 <= codes[0] <= codes[1] <= 255
        assert codes[1] >= 128 or high < 0
        assert codes[0] <= 128 or low > 0

    def test_the_reference_has_the_same_law(self, trained: InProcessExam[WaveData]) -> None:
        amplitudes = np.concatenate([np.linspace(-1, 1, 1001), mu_law_amplitudes(np.arange(CODES))]).astype(np.float32)
        solution = trained.solution
        np.testing.assert_array_equal(solution.encode(torch.tensor(amplitudes)).numpy(), mu_law_codes(amplitudes))
        codes = np.arange(CODES)
        np.testing.assert_allclose(solution.decode(torch.tensor(codes)).numpy(), mu_law_amplitudes(codes), atol=1e-6)


class TestReference:
    def test_generation_step_by_step_has_the_rows_of_the_whole(
        self, data: WaveData, weights: dict[str, torch.Tensor]
    ) -> None:
        solution = ready(data, "solution.py", weights).solution
        seen: list[torch.Tensor] = []
        draw = solution.draw
        solution.draw = lambda logits: (seen.append(torch.softmax(logits, -1)), draw(logits))[1]
        wave = solution.generate(300)
        torch.testing.assert_close(torch.stack(seen), solution.next_sample_probs(wave[None])[0], atol=1e-5, rtol=1e-3)

    def test_527_samples_reach_a_row(self, data: WaveData, weights: dict[str, torch.Tensor]) -> None:
        solution = ready(data, "solution.py", weights).solution
        waves = torch.tensor(data.train[:4, :600])
        rows = solution.next_sample_probs(waves)
        waves[:, 20] = -waves[:, 20].sign()
        moved = (solution.next_sample_probs(waves) - rows).abs().amax(dim=(0, 2)).nonzero()[:, 0]
        assert moved.min() == 21
        assert moved.max() == 20 + 527


@pytest.mark.parametrize("language", ["en", "zh"])
class TestStatement:
    def test_the_table_of_codes_is_true(self, language: str) -> None:
        statement = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
        rows = [re.findall(r"-?[\d.]+", line) for line in re.findall(r"^\| (?:x|code) \|.*$", statement, re.MULTILINE)]
        assert [int(code) for code in rows[1]] == mu_law_codes(np.array(rows[0], float)).tolist()
