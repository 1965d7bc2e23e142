"""Questions 7 and 8: their data, and their references on corpora small enough to count by hand."""

from __future__ import annotations

import importlib.util
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.question import DataRequest
from reference.data.rated_sentences import RATED_SENTENCES, key
from reference.q07_language_model import data as q07_data
from reference.q08_bag_of_words import data as q08_data

REFERENCE = Path(q07_data.__file__).parent.parent
FOLDERS = {7: REFERENCE / "q07_language_model", 8: REFERENCE / "q08_bag_of_words"}
LANGUAGE_MODELS = ["solution.py", "alternatives/jelinek_mercer.py", "alternatives/witten_bell.py"]
CLASSIFIERS = ["solution.py", "alternatives/logistic_regression.py", "alternatives/embedding_bag.py"]

prepared = pytest.mark.skipif(
    not RATED_SENTENCES.path("rated_sentences.jsonl").exists(),
    reason="the rated sentences are not prepared: run `harness prepare`",
)


def answer(number: int, file: str = "solution.py") -> Any:
    path = FOLDERS[number] / file
    spec = importlib.util.spec_from_file_location(f"answer_{number}_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Solution(seed=0, device="cpu")


@cache
def q07_everything() -> q07_data.LanguageData:
    return q07_data.make_data(DataRequest())


@cache
def q08_everything() -> q08_data.SourceData:
    return q08_data.make_data(DataRequest())


class TestFolders:
    @pytest.mark.parametrize("number", FOLDERS)
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_statements_show_the_contract(self, number: int, language: str) -> None:
        question = importlib.import_module(f"reference.{FOLDERS[number].name}.question").QUESTION
        statement = (FOLDERS[number] / f"statement.{language}.md").read_text(encoding="utf-8")
        for method in question.contract.methods:
            parameters = ", ".join(f"{name}: {spec.describe()}" for name, spec in method.parameters.items())
            assert f"def {method.name}({', '.join(filter(None, ('self', parameters)))})" in statement


@prepared
class TestLanguageData:
    @pytest.fixture
    def data(self) -> q07_data.LanguageData:
        return q07_everything()

    def test_sizes_are_those_of_the_statement(self, data: q07_data.LanguageData) -> None:
        assert (len(data.training), len(data.held_out), len(data.support)) == (17_505, 1_898, 10_229)
        assert sum(len(sentence) for sentence in data.training) == 362_942

    def test_the_same_again_whatever_the_seed(self, data: q07_data.LanguageData) -> None:
        assert q07_data.make_data(DataRequest(seed=5)) == data

    def test_no_leak(self, data: q07_data.LanguageData) -> None:
        # Rare words became <unk>, which hides nothing of a sentence that has none.
        training = {key(" ".join(sentence)) for sentence in data.training}
        assert not training & {key(" ".join(sentence)) for sentence in data.held_out}

    def test_unknown_words_stand_in_training_text_alone(self, data: q07_data.LanguageData) -> None:
        assert sum(sentence.count("<unk>") for sentence in data.training) > 10_000
        assert not any(word in ("<unk>", "</s>") for sentence in data.held_out for word in sentence)
        assert all(sentence and all(sentence) for sentence in [*data.training, *data.held_out])

    def test_fast_data_is_a_part(self, data: q07_data.LanguageData) -> None:
        fast = q07_data.make_data(DataRequest(fast=True))
        assert 1_000 < len(fast.training) < 2_000
        assert set(map(tuple, fast.held_out)) <= set(map(tuple, data.held_out))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Don't, 9.5!", ["don't", ",", "9", ".", "5", "!"]),
            ("''Conan'' &amp; co.", ['"', "conan", '"', "&", "co", "."]),
            ("wait... what -- no", ["wait", "...", "what", "--", "no"]),
            ("Clich\u00e9s of Almod\u00f3var's", ["clich\u00e9s", "of", "almod\u00f3var's"]),
            ("  ", []),
        ],
    )
    def test_known(self, text: str, words: list[str]) -> None:
        assert q07_data.words(text) == words

    def test_rare_words_become_unknown(self) -> None:
        assert q07_data.with_unknown([["a", "b"], ["a", "c", "c"]], 2) == [["a", "<unk>"], ["a", "c", "c"]]


class TestKneserNey:
    def test_by_hand(self) -> None:
        # One sentence, "a b": trigrams (<s> <s> a), (<s> a b), (a b </s>), once each, so every discount is 1/2 (none
        # occurs twice). Uniform: 1/4 over a, b, <unk>, </s>. Words have one left neighbour each, three in all:
        # p1(a) = (1 - 1/2)/3 + (1/2 * 3/3) * 1/4 = 7/24. After "a": p2(b) = 1/2 + 1/2 * 7/24 = 31/48,
        # p2(a) = 1/2 * 7/24 = 7/48. After "<s> a": p3(b) = 1/2 + 1/2 * 31/48 = 79/96, p3(a) = 7/96. Of <unk> each
        # order halves the one below: 1/4, 1/8, 1/16, 1/32.
        model = answer(7)
        model.fit([["a", "b"]])
        expected = {"a": 7 / 96, "b": 79 / 96, "</s>": 7 / 96, "<unk>": 1 / 32}
        assert model.next_word_probs(["a"]) == pytest.approx(expected, abs=1e-12)
        first, second, end = model.score([["a", "b"]])[0]
        assert (first, second, end) == pytest.approx((math.log(79 / 96),) * 3)

    def test_lower_orders_count_neighbours_not_occurrences(self) -> None:
        # "francisco" is frequent, but after one word only; "city" follows three.
        model = answer(7)
        rows = [["san", "francisco"]] * 6 + [["old", "city"], ["big", "city"], ["new", "city"]]
        model.fit(rows)
        after_unseen = model.next_word_probs(["zzyqx"])
        assert after_unseen["city"] > after_unseen["francisco"]

    @pytest.mark.parametrize("file", LANGUAGE_MODELS)
    @given(
        rows=st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), min_size=1, max_size=8),
        context=st.lists(st.sampled_from([*"abcde", "<unk>"]), max_size=4),
        word=st.sampled_from("abcde"),
    )
    def test_always_a_distribution_and_score_agrees(
        self, file: str, rows: list[list[str]], context: list[str], word: str
    ) -> None:
        model = answer(7, file)
        model.fit(rows)
        probabilities = model.next_word_probs(context)
        assert set(probabilities) == {word for row in rows for word in row} | {"<unk>", "</s>"}
        assert math.fsum(probabilities.values()) == pytest.approx(1, abs=1e-9)
        assert min(probabilities.values()) > 0
        scored = model.score([[*context, word]])[0]
        assert len(scored) == len(context) + 2
        known = probabilities.get(word, probabilities["<unk>"])
        assert scored[-2] == pytest.approx(math.log(known), abs=1e-9)

    def test_the_statements_example(self) -> None:
        model = answer(7)
        model.fit([["the", "cat", "sat"], ["the", "cat", "ran"], ["a", "<unk>", "ran"]])
        probabilities = model.next_word_probs(["the"])
        assert sorted(probabilities) == ["</s>", "<unk>", "a", "cat", "ran", "sat", "the"]
        assert probabilities["cat"] > 0.5
        assert len(model.score([["the", "dog"]])[0]) == 3


@prepared
class TestSourceData:
    @pytest.fixture
    def data(self) -> q08_data.SourceData:
        return q08_everything()

    def test_sizes_and_labels(self, data: q08_data.SourceData) -> None:
        assert (len(data.training.texts), len(data.held_out.texts)) == (18_742, 4_705)
        assert set(data.training.labels) == set(data.held_out.labels) == {"movie", "product", "editorial", "tweet"}

    def test_the_same_again_whatever_the_seed(self, data: q08_data.SourceData) -> None:
        assert q08_data.make_data(DataRequest(seed=5)) == data

    def test_no_leak(self, data: q08_data.SourceData) -> None:
        assert not {key(text) for text in data.training.texts} & {key(text) for text in data.held_out.texts}

    def test_entities_are_read(self, data: q08_data.SourceData) -> None:
        assert not any("&amp;" in text for text in data.training.texts)

    def test_fast_data_has_every_label(self) -> None:
        fast = q08_data.make_data(DataRequest(fast=True))
        assert set(fast.training.labels) == {"movie", "product", "editorial", "tweet"}
        assert len(fast.training.texts) < 2_500


class TestNaiveBayes:
    def test_by_hand(self) -> None:
        # Pseudo-count 0.3, words a and b. "x": a a b (3 words), "y": b (1 word), two texts to one.
        model = answer(8)
        model.fit(["a a", "b", "B"], ["x", "x", "y"])
        assert model.vocabulary() == ["a", "b"]
        np.testing.assert_allclose(np.exp(model.log_prior), [2 / 3, 1 / 3])
        np.testing.assert_allclose(
            np.exp(model.log_likelihood), [[2.3 / 3.6, 1.3 / 3.6], [0.3 / 1.6, 1.3 / 1.6]], rtol=1e-12
        )
        # b: 2/3 * 1.3/3.6 = 0.2407 against 1/3 * 1.3/1.6 = 0.2708.
        assert model.predict(["b", "a", "", "c"]) == ["y", "x", "x", "x"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Don't STOP!!! :)", ["don't", "stop", "!!!", ":)"]),
            ("\u7535\u5f71 \u5f88 \u597d\u770b\u3002", ["\u7535\u5f71", "\u5f88", "\u597d\u770b", "\u3002"]),
            (" \n", []),
        ],
    )
    def test_words(self, text: str, words: list[str]) -> None:
        model = answer(8)
        model.fit([text, "other"], ["x", "y"])
        assert set(model.vocabulary()) == {*words, "other"}

    @pytest.mark.parametrize("file", CLASSIFIERS)
    def test_the_statements_example(self, file: str) -> None:
        model = answer(8, file)
        model.fit(["Rain, rain and wind"] * 12 + ["sun and sand"] * 12, ["winter"] * 12 + ["summer"] * 12)
        counts = dict(zip(model.vocabulary(), np.asarray(model.vectorize(["Sun sun RAIN hail"]))[0], strict=True))
        assert {word: count for word, count in counts.items() if count} == {"rain": 1, "sun": 2}
        assert {"and", "rain", "sand", "sun", "wind"} <= set(counts)
        assert model.predict(["wind and rain"]) == ["winter"]
