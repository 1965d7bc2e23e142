"""Question 16: its sentences, what an encoder's checks see, and the reference's parts."""

from __future__ import annotations

import importlib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from classifiers import WordCounts, failed
from transformers import AutoModel

from harness.question import DataRequest
from reference.classifier.data import ClassifierData
from reference.data.labelled import Labelled
from reference.data.rated_sentences import RATED_SENTENCES, key
from reference.encoder.checks import ENCODER_CHECKS, beats_from_scratch, fit_few
from reference.models.checkpoints import ENCODER
from reference.q16_bert_classifier import data as q16_data
from reference.q16_bert_classifier.checks import LEAST_RIGHT

FOLDER = Path(q16_data.__file__).parent
solution = importlib.import_module("reference.q16_bert_classifier.solution")
WORDS = ("rain wind cold grey storm hail", "sun beach warm sand blue sky")
CHECKS = {check.name: check for check in ENCODER_CHECKS}

needs_sentences = pytest.mark.skipif(
    not RATED_SENTENCES.path("rated_sentences.jsonl").exists(),
    reason="the rated sentences are not prepared: run `harness prepare`",
)
needs_encoder = pytest.mark.skipif(
    not ENCODER.prepared[0].folder.exists(), reason="the encoder is not prepared: run `harness prepare`"
)


def rows(count: int, seed: int) -> tuple[Labelled, ...]:
    rng = np.random.default_rng(seed)
    drawn = [(rng.choice(WORDS[place % 2].split(), 5).tolist(), place % 2) for place in range(count)]
    return tuple(Labelled(" ".join(words), label) for words, label in drawn)


DATA = ClassifierData(rows(120, 0), rows(40, 1), ("winter", "summer"))


class KnowsNothing(WordCounts):
    def predict_proba(self, texts: list[str]) -> Any:
        return np.tile([0.6, 0.4], (len(texts), 1))


class KeepsTheEnd(WordCounts):
    def words(self, text: str) -> list[str]:
        return super().words(text)[-300:]


class ReadsFewWords(WordCounts):
    def words(self, text: str) -> list[str]:
        return super().words(text)[:64]


class TestChecks:
    @pytest.mark.parametrize("names", [DATA.names, ("0", "1")])
    def test_who_has_learned_beats_the_network_from_scratch(self, names: tuple[str, ...]) -> None:
        check = beats_from_scratch(names, 0.9)
        assert failed(DATA, WordCounts, [check]) == {}
        assert "50%" in failed(DATA, KnowsNothing, [check])[check.name]

    def test_the_bar_is_the_measured_one_for_the_data_that_it_was_measured_on(self) -> None:
        asked = [
            failed(DATA, KnowsNothing, [beats_from_scratch(names, 0.93)])["beats_from_scratch"]
            for names in (DATA.names, ("0", "1"))
        ]
        assert "at least 93%" in asked[0] and "at least 66%" in asked[1]

    def test_the_beginning_of_a_text_beyond_the_limit_must_be_read(self) -> None:
        checks = [CHECKS["long_texts"], CHECKS["beyond_the_limit"]]
        assert failed(DATA, ReadsFewWords, checks).keys() == {"long_texts"}
        assert "first" in failed(DATA, KeepsTheEnd, checks)["beyond_the_limit"]
        assert failed(DATA, KeepsTheEnd, checks).keys() == {"beyond_the_limit"}

    def test_the_few_texts_have_every_label_equally_often(self) -> None:
        class Kept:
            def call(self, _method: str, _texts: list[str], labels: list[int]) -> None:
                self.labels = labels

        session = Kept()
        fit_few(session, DATA)  # type: ignore[arg-type]
        assert Counter(session.labels) == {0: 16, 1: 16}


@needs_sentences
class TestData:
    def test_sizes_are_those_of_the_statement_and_labels_are_balanced(self) -> None:
        data = q16_data.make_data(DataRequest())
        assert Counter(row.label for row in data.train) == dict.fromkeys(range(4), 32)
        assert Counter(row.label for row in data.held_out) == dict.fromkeys(range(4), 80)
        assert data.names == ("movie reviews", "product reviews", "editorials", "tweets")

    @pytest.mark.parametrize("seed", [0, 3])
    def test_no_leak(self, seed: int) -> None:
        data = q16_data.make_data(DataRequest(seed=seed))
        assert not {key(row.text) for row in data.train} & {key(row.text) for row in data.held_out}

    def test_another_seed_gives_other_sentences(self) -> None:
        one, other = (q16_data.make_data(DataRequest(seed=seed)) for seed in (0, 1))
        assert len(set(one.train) & set(other.train)) < 16


class TestReference:
    def test_pads_are_masked(self) -> None:
        real = solution.real_places([1, 3], "cpu")
        assert real.tolist() == [[True, False, False], [True, True, True]]
        assert (solution.mask_of(real)[:, 0, 0] == 0).tolist() == real.tolist()

    @needs_encoder
    def test_the_layers_by_hand_are_the_checkpoints_model(self) -> None:
        folder = str(ENCODER.folder("embedded"))
        net = solution.Net(folder, 2).eval()
        tokens, real = torch.tensor([[101, 2023, 2003, 102], [101, 102, 0, 0]]), solution.real_places([4, 2], "cpu")
        with torch.inference_mode():
            expected = AutoModel.from_pretrained(folder).eval()(tokens, attention_mask=real.long()).last_hidden_state
            hidden = net.below(tokens, real)
            for layer in net.upper:
                hidden = layer(hidden, solution.mask_of(real))
        assert torch.allclose(hidden[real], expected[real], atol=1e-5)
        mean = net.pooled(expected, real)
        assert torch.allclose(mean, torch.stack([expected[0].mean(0), expected[1, :2].mean(0)]), atol=1e-6)
        assert (len(net.lower), len(net.upper)) == (4, 2)


def test_the_bar_lies_well_above_scratch_and_the_statement_names_it() -> None:
    for language in ("en", "zh"):
        assert f"{LEAST_RIGHT:.0%}" in (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
