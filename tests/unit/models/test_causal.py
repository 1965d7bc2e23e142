"""The grader's own reading of a causal model, and the checkpoint that comes with the project."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from transformers import AutoModelForCausalLM, AutoTokenizer

from reference.models.causal import GPT2_SMALL, CausalModel, greedy


@pytest.fixture(scope="module")
def model() -> CausalModel:
    return CausalModel(GPT2_SMALL)


class TestCheckpoint:
    def test_holds_a_model_and_a_tokenizer_and_no_more(self) -> None:
        names = {path.name for path in GPT2_SMALL.iterdir()}
        assert names == {
            "config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
        }  # fmt: skip
        assert sum(path.stat().st_size for path in GPT2_SMALL.iterdir()) <= 1_500_000

    def test_is_stored_in_half_precision_and_loaded_in_single(self) -> None:
        with safe_open(GPT2_SMALL / "model.safetensors", "pt") as file:
            assert {file.get_tensor(name).dtype for name in file.keys()} == {torch.float16}  # noqa: SIM118
        assert AutoModelForCausalLM.from_pretrained(GPT2_SMALL).dtype == torch.float32
        assert json.loads((GPT2_SMALL / "config.json").read_text())["dtype"] == "float32"

    def test_tokenizer_is_a_fast_one_without_a_pad_token(self) -> None:
        tokenizer = AutoTokenizer.from_pretrained(GPT2_SMALL)
        assert tokenizer.is_fast
        assert tokenizer.pad_token is None
        assert tokenizer.eos_token == "<|endoftext|>"

    def test_card_tells_the_files_checksums(self) -> None:
        import hashlib  # noqa: PLC0415

        card = GPT2_SMALL.with_suffix(".md").read_text()
        for path in GPT2_SMALL.iterdir():
            assert hashlib.sha256(path.read_bytes()).hexdigest() in card, path.name

    def test_greedy_text_is_the_one_on_the_card(self, model: CausalModel) -> None:
        (right,) = greedy(model, [model.context("Her best work in", 20)], 20)
        assert (right.texts, right.ended) == (frozenset({" the film's situation."}), True)


class TestCausalModel:
    @given(st.text())
    @settings(max_examples=50)
    def test_any_text_survives_the_tokenizer(self, model: CausalModel, text: str) -> None:
        assert model.decode(model.encode(text)) == text

    def test_context_keeps_the_last_tokens_that_leave_room(self, model: CausalModel) -> None:
        ids = model.encode("one two three " * 100)
        assert len(ids) > model.window
        assert model.context("one two three " * 100, 12) == ids[-(model.window - 12) :]
        assert model.context("The film", 12) == model.encode("The film")
        assert model.context("", 12) == [model.end]

    def test_rows_of_unequal_lengths_are_read_as_if_alone(self, model: CausalModel) -> None:
        rows = [model.encode(text) for text in ("The", "The film is a", "What a", "The film was a")]
        together = model.next_log_probs(rows)
        for row, answer in zip(rows, together, strict=True):
            np.testing.assert_allclose(answer, model.log_probs([row])[0, -1], atol=1e-5)
        np.testing.assert_allclose(np.exp(together.astype(np.float64)).sum(axis=1), 1, atol=1e-5)

    def test_token_nats_are_the_losses_of_the_tokens_after_the_context(self, model: CausalModel) -> None:
        context, tokens = model.encode("The film is"), model.encode(" a joy to watch.")
        table = model.log_probs([[*context, *tokens]])[0]
        expected = [-table[len(context) + place - 1, token] for place, token in enumerate(tokens)]
        np.testing.assert_allclose(model.token_nats(context, tokens), expected, atol=1e-5)
        assert model.token_nats(context, []).shape == (0,)

    def test_samples_follow_the_generator_and_the_distribution(self, model: CausalModel) -> None:
        context = model.encode("The city council")
        first = model.sample(context, 3000, 1, np.random.default_rng(1))
        assert first == model.sample(context, 3000, 1, np.random.default_rng(1))
        assert first != model.sample(context, 3000, 1, np.random.default_rng(2))
        probabilities = np.exp(model.next_log_probs([context])[0].astype(np.float64))
        drawn = np.bincount([row[0] if row else model.end for row in first], minlength=model.vocabulary) / 3000
        # Expected distance of 3,000 fair draws: at most half the sum of the standard deviations of the shares.
        assert np.abs(drawn - probabilities).sum() / 2 < np.sqrt(probabilities / 3000).sum()

    def test_samples_end_before_end_of_text(self, model: CausalModel) -> None:
        rows = model.sample(model.encode("It works."), 20, 8, np.random.default_rng(0))
        assert all(model.end not in row and len(row) <= 8 for row in rows)
        assert any(not row for row in rows)


class Table(CausalModel):
    """A model whose next log-probabilities depend on the last token alone: 0 ends, 1 and 2 spell a and b."""

    def __init__(self, table: Sequence[Sequence[float]]) -> None:
        self.table, self.end = np.array(table), 0

    def next_log_probs(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        answer: np.ndarray = self.table[[row[-1] for row in rows]]
        return answer

    def decode(self, ids: Sequence[int]) -> str:
        return "".join(".ab"[token] for token in ids)


class TestGreedy:
    @pytest.mark.parametrize(
        ("table", "length", "texts", "ended"),
        [
            # From a comes b, from b comes the end.
            ([[-9, -9, -9], [-5, -9, -1], [-1, -9, -9]], 4, {"b"}, True),
            ([[-9, -9, -9], [-5, -9, -1], [-1, -9, -9]], 1, {"b"}, False),
            # a goes on for ever.
            ([[-9, -9, -9], [-5, -1, -9], [-1, -9, -9]], 3, {"aaa"}, False),
            # a and b are as good as each other after a, and b ends: each way is followed along its own prefix.
            ([[-9, -9, -9], [-5, -1.0001, -1.0], [-1, -9, -9]], 3, {"b", "ab", "aab", "aaa"}, True),
            # Not near enough.
            ([[-9, -9, -9], [-5, -1.01, -1.0], [-1, -9, -9]], 3, {"b"}, True),
            # Ending is as good as going on.
            ([[-9, -9, -9], [-1.0, -1.0001, -9], [-1, -9, -9]], 2, {"", "a", "aa"}, True),
        ],
    )
    def test_texts(self, table: list[list[float]], length: int, texts: set[str], ended: bool) -> None:
        (right,) = greedy(Table(table), [[1]], length)
        assert (right.texts, right.ended) == (texts, ended)

    def test_many_ties_stay_within_the_bound_and_keep_the_best(self) -> None:
        (right,) = greedy(Table([[-9, -9, -9], [-9, -1.0, -1.0001], [-9, -1.0, -1.0001]]), [[1]], 30, most=8)
        assert "a" * 30 in right.texts
        assert len(right.texts) <= 8
        assert right.ids == (1,) * 30

    def test_gap_is_the_smallest_along_the_best_path(self) -> None:
        (right,) = greedy(Table([[-9, -9, -9], [-3, -9, -1], [-1, -9, -1.5]]), [[1]], 4)
        assert right.gap == pytest.approx(0.5)

    def test_each_prompt_has_its_own_answer(self) -> None:
        table = Table([[-9, -9, -9], [-5, -9, -1], [-9, -1, -9]])
        assert [right.texts for right in greedy(table, [[1], [2]], 2)] == [{"ba"}, {"ab"}]
