"""Question 17: its reference, alternatives and mutants under its own checks, and the sums behind them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from in_process import InProcessExam, failures, load, outcome

from reference.models.causal import GPT2_SMALL, CausalModel
from reference.q17_gpt2_generation import quality
from reference.q17_gpt2_generation.data import OPEN, PROMPTS, QUALITY_LENGTH, GenerationData, held_out_prompts
from reference.q17_gpt2_generation.pieces import fewest_tokens, pieces
from reference.q17_gpt2_generation.question import QUESTION
from reference.q17_gpt2_generation.sampling import standard_errors, text_nats

FOLDER = Path(quality.__file__).parent
OTHERS = ("We have seen this film twice and like it more each time", "There was a plan to build a new school in")
CHECKS = {check.name: check for check in QUESTION.checks}


def exam_of(data: GenerationData, file: str) -> InProcessExam[GenerationData]:
    return InProcessExam(QUESTION, data, load(FOLDER / file).Solution)


@pytest.fixture(scope="module")
def data() -> GenerationData:
    model = CausalModel(GPT2_SMALL)
    sources = [f"{text} {prompt} and more" for text in OTHERS for prompt in PROMPTS]
    return GenerationData(model, held_out_prompts(model, sources, 4, np.random.default_rng(0)))


class TestAnswers:
    @pytest.mark.parametrize("path", ["solution.py", "alternatives/cached_loop.py", "alternatives/from_weights.py"])
    def test_right_answers_pass_every_check(self, data: GenerationData, path: str) -> None:
        exam = exam_of(data, path)
        assert failures(exam) == {}
        measurement = quality.measure(exam)
        assert measurement.metrics["greedy_exact"] == 1.0

    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(self, data: GenerationData, name: str) -> None:
        exam = exam_of(data, f"mutants/{name}.py")
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    def test_the_baseline_fails_the_gate_and_is_measured_far_from_the_reference(self, data: GenerationData) -> None:
        exams = {name: exam_of(data, f"{name}.py") for name in ("baseline", "solution")}
        values = {name: quality.measure(exam).score.value for name, exam in exams.items()}
        assert outcome(exams["baseline"], "greedy_one_prompt")
        assert values["baseline"] > 8
        assert values["solution"] < 4

    def test_messages_never_show_a_held_out_prompt(self, data: GenerationData) -> None:
        exam = exam_of(data, "mutants/right_padding.py")
        messages = [outcome(exam, name) for name in CHECKS]
        assert not [item.prompt for item in data.held_out for message in messages if item.prompt in message]

    def test_a_wrong_number_of_continuations_is_named(self, data: GenerationData) -> None:
        exam = exam_of(data, "solution.py")
        exam.solution.generate = lambda prompts, *_: [["one", "two"] for _ in prompts]
        assert "expected 1 continuations, got 2" in outcome(exam, "greedy_one_prompt")

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_the_statements_example_is_true(self, data: GenerationData, language: str) -> None:
        statement = (FOLDER / f"statement.{language}.md").read_text()
        shown = re.search(r"^# (\[\[.*\]\])$", statement, re.MULTILINE)
        prompts = ["Her best work in", "What a"]
        answer = exam_of(data, "solution.py").fitted().call("generate", prompts, 8, 2, False)
        assert shown is not None
        assert repr(answer).replace("'", '"') == shown[1].replace("'", '"')


class TestFewestTokens:
    VOCABULARY = frozenset({b"a", b"b", b"ab", b"abab", "é".encode()[:1], "é".encode()[1:]})

    @pytest.mark.parametrize(
        ("text", "least"),
        [("", 0), ("a", 1), ("ab", 1), ("aba", 2), ("ababab", 2), ("é", 2), ("\N{REPLACEMENT CHARACTER}a", 1)],
    )
    def test_known(self, text: str, least: int) -> None:
        assert fewest_tokens(text, self.VOCABULARY) == least

    def test_pieces_are_the_bytes_that_the_tokens_decode_to(self, data: GenerationData) -> None:
        found = pieces(data.model.tokens())
        assert {bytes([byte]) for byte in range(256)} <= found
        assert b" the" in found

    @given(st.lists(st.integers(1, 1199), max_size=12))
    @settings(max_examples=100, deadline=None)
    def test_no_sequence_of_tokens_is_found_too_long(self, data: GenerationData, ids: list[int]) -> None:
        assert fewest_tokens(data.model.decode(ids), pieces(data.model.tokens())) <= len(ids)


class TestQuality:
    def nats(self, data: GenerationData, text: str) -> float:
        return quality.continuation_nats(data.model, data.held_out[0].ids, text, QUALITY_LENGTH)

    def test_greedy_text_costs_what_its_tokens_cost(self, data: GenerationData) -> None:
        item = data.held_out[0]
        expected = data.model.token_nats(item.ids, item.greedy.ids).sum()
        assert self.nats(data, next(iter(item.greedy.texts))) == pytest.approx(expected, rel=1e-6)

    def test_missing_tokens_cost_as_much_as_random_ones(self, data: GenerationData) -> None:
        dearest = self.nats(data, "") / QUALITY_LENGTH
        assert dearest > np.log(data.model.vocabulary)
        rng = np.random.default_rng(0)
        babble = [data.model.decode(rng.integers(1, 1200, QUALITY_LENGTH).tolist()) for _ in range(20)]
        assert self.nats(data, "") > np.mean([self.nats(data, text) for text in babble])

    def test_each_token_of_the_greedy_text_left_out_costs(self, data: GenerationData) -> None:
        ids = data.held_out[0].greedy.ids
        costs = [self.nats(data, data.model.decode(ids[:count])) for count in range(QUALITY_LENGTH + 1)]
        assert costs == sorted(costs, reverse=True)

    @pytest.mark.parametrize("text", ["", ".", " " * 40, "\N{REPLACEMENT CHARACTER}" * 30])
    def test_cheap_tricks_stay_nearer_to_random_than_to_greedy(self, data: GenerationData, text: str) -> None:
        greedy = np.mean([data.model.token_nats(item.ids, item.greedy.ids).sum() for item in data.held_out])
        trick = np.mean(
            [quality.continuation_nats(data.model, item.ids, text, QUALITY_LENGTH) for item in data.held_out]
        )
        assert trick > (greedy + self.nats(data, "")) / 2

    @pytest.mark.parametrize(
        "text", [" the" * 12, " of the film that is a movie that is a film that is a movie that is"]
    )
    def test_loops_of_common_words_whatever_the_prompt_stop_at_the_gate(self, data: GenerationData, text: str) -> None:
        exam = exam_of(data, "solution.py")
        exam.solution.generate = lambda prompts, length, count, sample: [[text] * count for _ in prompts]
        assert outcome(exam, "greedy_one_prompt")
        assert CHECKS["greedy_one_prompt"].gate

    def test_what_follows_the_asked_for_tokens_changes_nothing(self, data: GenerationData) -> None:
        text = next(iter(data.held_out[0].greedy.texts))
        assert self.nats(data, text + " of the film") == pytest.approx(self.nats(data, text), rel=1e-6)


class TestSampling:
    def test_text_nats_are_sums_of_token_nats_with_the_end_of_short_texts(self, data: GenerationData) -> None:
        model = data.model
        context = model.encode(OPEN[0])
        texts = [" film.", "", " film is a joy from the first to the last"]
        expected = [model.token_nats(context, [*model.encode(text), model.end][:8]).sum() for text in texts]
        np.testing.assert_allclose(text_nats(model, context, texts, 8), expected, atol=1e-3)

    def test_two_samples_of_one_distribution_are_a_few_standard_errors_apart(self) -> None:
        rng = np.random.default_rng(0)
        found = np.array(
            [
                standard_errors([rng.gamma(9, 5, 128) for _ in range(2)], [rng.gamma(9, 5, 256) for _ in range(2)])
                for _ in range(4000)
            ]
        )
        assert abs(found.mean()) < 0.1
        assert found.std() == pytest.approx(1, abs=0.05)
        assert np.abs(found).max() < 4.5

    def test_a_shift_is_seen_with_its_sign(self) -> None:
        rng = np.random.default_rng(0)
        drawn = [rng.normal(50, 12, 256)]
        assert standard_errors([rng.normal(40, 12, 128)], drawn) < -4.5
        assert standard_errors([rng.normal(60, 12, 128)], drawn) > 4.5


def test_held_out_prompts_are_usable(data: GenerationData) -> None:
    lengths = {len(item.ids) for item in data.held_out}
    assert len(lengths) > 1
    for item in data.held_out:
        assert item.ids == tuple(data.model.encode(item.prompt))
        assert (len(item.greedy.ids), item.greedy.ended, len(item.greedy.texts)) == (QUALITY_LENGTH, False, 1)
        assert tuple(data.model.encode(next(iter(item.greedy.texts)))) == item.greedy.ids


def test_made_up_prompts_show_what_the_checks_need(data: GenerationData) -> None:
    assert len(data.unfinished_prompts(12)) >= 4
    assert len(data.clear_prompts(12)) >= 8
    assert all(len(data.model.encode(prompt)) > data.model.window for prompt in data.long_prompts())
    assert sum(right.ended for right in data.greedy(PROMPTS, 40)) >= 4
