"""Questions 7, 8 and 12 on an organisation's own texts: their data's form, and that no check needs our own rows."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from in_process import InProcessExam, failures, load, outcome

from harness.question import CodeQuestion, DataRequest, UserError
from reference.data.token_text import VOCABULARY, encode
from reference.q07_language_model.contrasts import find_contrasts
from reference.q07_language_model.question import QUESTION as LANGUAGE_MODEL
from reference.q08_bag_of_words.question import QUESTION as BAG_OF_WORDS
from reference.q08_bag_of_words.telling import telling_words
from reference.q12_attention_generator.data import LENGTH
from reference.q12_attention_generator.question import QUESTION as GENERATOR

PRIVATE = DataRequest("private")
Rows = Sequence[dict[str, Any]]
Files = Callable[[str, Rows, Rows], None]

PLACES = ("公园", "学校", "医院", "车站", "图书馆")
PEOPLE = ("老师", "医生", "农民", "学生")
DOES = ("看书", "睡觉", "唱歌", "跑步")


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    """Writes two files of rows and the `harness.toml` that names them."""
    monkeypatch.setenv("HARNESS_CONFIG", str(tmp_path / "harness.toml"))

    def write(name: str, train: Rows, held_out: Rows) -> None:
        for part, rows in (("train", train), ("held_out", held_out)):
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
            (tmp_path / f"{part}.jsonl").write_text("".join(lines), encoding="utf-8")
        named = f'[private.{name}]\ntrain = "train.jsonl"\nheld_out = "held_out.jsonl"\n'
        (tmp_path / "harness.toml").write_text(named)

    return write


def chinese(number: int, *, held_out: bool = False) -> list[dict[str, Any]]:
    """Chinese sentences, their words between blanks; the label is whether one asks. Other pairs are held out."""
    rng = np.random.default_rng(number)
    pairs = [(where, what) for where in PLACES for what in DOES]
    chosen = [pair for at, pair in enumerate(pairs) if (at % 6 == 0) == held_out]
    rows = []
    for _ in range(number):
        where, what = chosen[rng.integers(len(chosen))]
        told = f"{rng.choice(PEOPLE)} 在 {where} {what} 。"
        rows += [
            {"text": told, "label": "述"} if rng.random() < 0.7 else {"text": f"在 {where} 谁 {what} ？", "label": "问"}
        ]
    return rows


def exam_of(question: CodeQuestion[Any], data: Any, file: str = "solution.py") -> InProcessExam[Any]:
    folder = Path(inspect.getfile(question.data)).parent
    return InProcessExam(question, data, load(folder / file).Solution)


class TestLanguageModel:
    def test_chinese_sentences_make_an_exam_that_the_reference_passes(self, private: Files) -> None:
        private("sentences", [*chinese(400), {"text": "_"}], chinese(60, held_out=True))
        data = LANGUAGE_MODEL.data(PRIVATE)
        assert (len(data.training), len(data.held_out)) == (400, 60)
        assert {"老师", "在", "。", "</s>", "<unk>"} <= data.support
        assert all(word in data.support for sentence in data.training for word in sentence)
        assert failures(exam_of(LANGUAGE_MODEL, data)) == {}
        assert LANGUAGE_MODEL.quality.measure(exam_of(LANGUAGE_MODEL, data)).score.items == 60

    @pytest.mark.parametrize(
        ("mutant", "check"),
        [
            ("beginning_unmarked", "empty_context"),
            ("context_ignored", "depends_on_context"),
            ("end_never_counted", "sentence_end"),
            ("unseen_word_gets_nothing", "unseen_words_are_unk"),
        ],
    )
    def test_faults_are_seen_on_chinese_text_too(self, private: Files, mutant: str, check: str) -> None:
        private("sentences", chinese(400), chinese(60, held_out=True))
        exam = exam_of(LANGUAGE_MODEL, LANGUAGE_MODEL.data(PRIVATE), f"mutants/{mutant}.py")
        assert outcome(exam, check)

    def test_too_little_text_is_refused(self, private: Files) -> None:
        private("sentences", chinese(9), chinese(5, held_out=True))
        with pytest.raises(UserError, match="too few, or too much alike") as error:
            LANGUAGE_MODEL.data(PRIVATE)
        assert "one a row" in error.value.remedy

    def test_texts_without_an_end_of_their_own_are_fine(self, private: Files) -> None:
        parts = (chinese(400), chinese(60, held_out=True))
        private("sentences", *([{"text": f"{row['text']} {at}"} for at, row in enumerate(part)] for part in parts))
        data = LANGUAGE_MODEL.data(PRIVATE)
        assert data.contrasts.ends == ()
        assert failures(exam_of(LANGUAGE_MODEL, data)) == {}

    def test_more_words_than_the_limits_are_made_for_are_left_out(self, private: Files) -> None:
        long = [{"text": " ".join([row["text"]] * 100)} for row in chinese(1000)]
        private("sentences", long, chinese(20, held_out=True))
        data = LANGUAGE_MODEL.data(PRIVATE)
        assert 399_000 < sum(len(sentence) for sentence in data.training) <= 400_000


class TestContrasts:
    def test_by_hand(self) -> None:
        # Of "the" and ".", both in all sentences, neither is the more frequent one; "so" is rarer than either.
        found = find_contrasts([["the", "cat", "sat", "."]] * 20 + [["so", "the", "dog", "ran", "."]] * 20)
        assert [(one.likely, one.unlikely, one.begins) for one in found.openings] == [("so", ".", (20, 0))]
        first, second = found.following
        assert (first.word, first.here, first.there) == ("sat", ["the", "cat"], ["cat", "sat"])
        assert (second.word, second.here, second.there) == (".", ["cat", "sat"], ["the", "cat"])
        (end,) = found.ends
        assert (end.word, end.here, end.there) == ("</s>", ["sat", "."], ["the", "cat"])
        assert end.seen == ("20 of 20 times", "0 of 20 times")
        assert {one.rival for one in (first, second, end)} == {"the"}

    @pytest.mark.parametrize(
        "sentences",
        [
            [],
            [["<unk>", "<unk>", "."]] * 50,  # <unk> is no word
            [["a", "b", "c"], ["d", "a", "b"]] * 2,  # seldom
            [["a"]] * 50,
        ],
    )
    def test_nothing_is_said_where_nothing_is_certain(self, sentences: list[list[str]]) -> None:
        found = find_contrasts(sentences)
        assert found.openings == found.following == found.ends == ()


class TestBagOfWords:
    @pytest.mark.parametrize("labels", [{"问": "问", "述": "述"}, {"问": 1, "述": 0}])
    def test_chinese_texts_make_an_exam_that_the_reference_passes(
        self, private: Files, labels: dict[str, str | int]
    ) -> None:
        parts = [
            [row | {"label": labels[row["label"]]} for row in rows]
            for rows in (chinese(300), chinese(60, held_out=True))
        ]
        private("topics", *parts)
        data = BAG_OF_WORDS.data(PRIVATE)
        assert (len(data.training.texts), len(data.held_out.texts)) == (300, 60)
        assert set(data.training.labels) == set(data.held_out.labels) == set(map(str, labels.values()))
        assert set(data.telling) == {*PEOPLE, *PLACES, *DOES}
        assert failures(exam_of(BAG_OF_WORDS, data)) == {}
        measured = BAG_OF_WORDS.quality.measure(exam_of(BAG_OF_WORDS, data))
        assert measured.score.value > 0.95

    @pytest.mark.parametrize(
        ("mutant", "check"),
        [
            ("binary_counts", "counts_are_counts"),
            ("columns_shuffled", "columns_are_words"),
            ("unknown_in_last_column", "unknown_words_ignored"),
        ],
    )
    def test_faults_are_seen_on_chinese_text_too(self, private: Files, mutant: str, check: str) -> None:
        private("topics", chinese(300), chinese(60, held_out=True))
        exam = exam_of(BAG_OF_WORDS, BAG_OF_WORDS.data(PRIVATE), f"mutants/{mutant}.py")
        assert outcome(exam, check)

    def test_labels_that_training_lacks_are_refused(self, private: Files) -> None:
        rows = chinese(100)
        private("topics", rows, [{"text": "新 的", "label": "别的"}])
        with pytest.raises(UserError, match=r"have 2 labels .* and 1 held-out labels are not among them"):
            BAG_OF_WORDS.data(PRIVATE)
        private("topics", [row | {"label": 0} for row in rows], [{"text": "新 的", "label": 0}])
        with pytest.raises(UserError, match="have 1 labels"):
            BAG_OF_WORDS.data(PRIVATE)

    def test_too_few_words_are_refused(self, private: Files) -> None:
        private("topics", chinese(12), chinese(12, held_out=True))
        with pytest.raises(UserError, match="words that stand in 10 texts or more"):
            BAG_OF_WORDS.data(PRIVATE)


class TestTellingWords:
    def test_the_purest_first_and_the_frequent_ones_of_them(self) -> None:
        texts = ["Goal goal score"] * 12 + ["score price"] * 12 + ["goal"] * 6 + ["price shares"] * 10
        labels = ["sports"] * 12 + ["money"] * 12 + ["sports"] * 6 + ["money"] * 10
        assert telling_words(texts, labels, 9) == ("price", "goal", "shares", "score")
        assert telling_words(texts, labels, 2) == ("price", "goal")

    @pytest.mark.parametrize("word", ["because", "the", "on", "it's", "B2B", "url_removed", "x", "书", "straße", "9"])
    def test_stop_words_short_ones_and_no_words_are_left_out(self, word: str) -> None:
        assert telling_words([f"{word} 图书馆 café"] * 10, ["a", "b"] * 5, 9) == ("café", "图书馆")

    def test_words_of_fewer_than_ten_texts_are_left_out(self) -> None:
        assert telling_words(["movie movie"] * 9 + ["film"] * 10, ["a"] * 9 + ["b"] * 10, 9) == ("film",)


class TestGenerator:
    def test_texts_make_windows_of_their_characters(self, private: Files) -> None:
        texts = [
            f"The {at}th caf\u00e9 \u2013 in a long row of them \u2013 opens at {at % 12} o'clock, as ever."
            for at in range(900)
        ]
        held_out = [f"No. {at}: nobody came before noon, and nobody stayed." for at in range(99)]
        private(
            "paragraphs", [*({"text": text} for text in texts), {"text": "好看"}], [{"text": text} for text in held_out]
        )
        data = GENERATOR.data(PRIVATE)
        assert data.train.dtype == data.held_out.dtype == np.int64
        assert len(data.train) == sum(len(encode(text)) + 1 for text in texts) < 200_000
        assert data.held_out.shape == (sum(len(encode(text)) + 1 for text in held_out) // LENGTH, LENGTH)
        assert data.small.tolist() == data.train[:4_000].tolist()
        assert data.vocab_size == VOCABULARY > max(data.train.max(), data.held_out.max())
        assert (data.train == 0).sum() == 900
        fast = GENERATOR.data(DataRequest("private", fast=True))
        assert (len(fast.train), len(fast.held_out)) == (40_000, 24)
        other = GENERATOR.data(DataRequest("private", seed=1))
        assert other.train.tolist() != data.train.tolist()

    def test_too_little_text_is_refused(self, private: Files) -> None:
        private("paragraphs", [{"text": f"好看 {at}"} for at in range(100)], [{"text": "short"}])
        with pytest.raises(UserError, match=r"needs 40,000 training characters .* the paragraphs have 290 and 0 x 128"):
            GENERATOR.data(PRIVATE)


@pytest.mark.parametrize("question", [LANGUAGE_MODEL, BAG_OF_WORDS, GENERATOR])
def test_an_organisations_files_make_a_calibration_stale(question: CodeQuestion[Any], private: Files) -> None:
    assert tuple(question.profiles) == ("embedded", "hub", "private")
    name = {LANGUAGE_MODEL.data: "sentences", BAG_OF_WORDS.data: "topics"}.get(question.data, "paragraphs")
    private(name, [], [])
    assert question.outside is not None
    assert [path.name for path in question.outside(PRIVATE)] == ["train.jsonl", "held_out.jsonl"]
    assert question.outside(DataRequest()) == ()
