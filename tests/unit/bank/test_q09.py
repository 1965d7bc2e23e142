"""Question 9: its texts, its measure, its reference's parts, and which check sees which fault."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from in_process import InProcessExam, failures, load, outcome

from harness.question import DataRequest
from reference.data.entities import Entity
from reference.q09_entities import checks, founders, quality
from reference.q09_entities.data import EntityData, make_data
from reference.q09_entities.question import QUESTION

FOLDER = Path(quality.__file__).parent


def exam_of(data: EntityData, file: str) -> InProcessExam[EntityData]:
    return InProcessExam(QUESTION, data, load(FOLDER / file).Solution)


@pytest.fixture(scope="module")
def data() -> EntityData:
    return make_data(DataRequest(fast=True))


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    return load(FOLDER / "solution.py")


class TestData:
    @pytest.mark.parametrize("seed", [0, 1])
    def test_no_word_of_a_made_up_name_stands_in_a_training_name(self, seed: int) -> None:
        training = make_data(DataRequest(seed=seed)).training
        words = {
            word
            for text, names in zip(training.texts, training.entities, strict=True)
            for start, end, _ in names
            for word in text[int(start) : int(end)].split()
        }
        unseen = "Bill Gates Tobiah Quist Plessnik Siobhan Adeyemi Yevgenia Trask Desmond Hrabal Microsoft Fenderly QXJ"
        assert words.isdisjoint({*unseen.split(), "Quimbrel", "Thrackle", "Zephyrine", "Kirkwall", *checks.NEUTRAL})

    def test_no_text_is_both_trained_on_and_held_out(self, data: EntityData) -> None:
        assert set(data.training.texts).isdisjoint(data.held_out.texts)
        assert 470 < len(data.training.texts) == len(data.training.entities) <= 240 + 240

    @pytest.mark.parametrize("template", founders.TEMPLATES)
    def test_fill_gives_the_offsets_of_the_names_alone(self, template: str) -> None:
        names = {"PER": "Zoë O", "ORG": "A & Co.", "LOC": "São Paulo"}
        row = founders.fill(template, names, "🏆（", "）")  # type: ignore[arg-type]
        assert sorted((label, row.text[start:end]) for start, end, label in row.entities) == sorted(names.items())
        assert all(row.text[start - 2 : start] == "🏆（" and row.text[end] == "）" for start, end, _ in row.entities)

    def test_founders_are_the_same_again_and_others_under_another_seed(self) -> None:
        assert founders.make(3, 16) == founders.make(3, 16) != founders.make(4, 16)


ACTUAL = [[Entity(0, 3, "PER"), Entity(5, 9, "ORG")], [Entity(0, 4, "LOC")], []]
PREDICTED = [[Entity(0, 3, "PER"), Entity(5, 8, "ORG")], [], [Entity(1, 2, "PER")]]


class TestQuality:
    def test_confusion_tells_labels_spans_misses_and_inventions_apart(self) -> None:
        rows = {str(row["is"]): row for row in quality.confusion(PREDICTED, ACTUAL)}
        assert rows["PER"]["called PER"] == 1
        assert rows["ORG"]["called other span"] == 1
        assert rows["LOC"]["called not found"] == 1
        assert rows["no name"]["called PER"] == 1
        assert sum(int(count) for row in rows.values() for key, count in row.items() if key != "is") == 4

    def test_worst_texts_come_first_with_what_was_missed(self) -> None:
        rows = quality.worst(["Ann, Acme", "Rome", "a b"], PREDICTED, ACTUAL)
        assert [row["text"] for row in rows] == ["Ann, Acme", "Rome", "a b"]
        assert rows[0]["missed"] == "Acme ORG" and rows[0]["found"] == "Acm ORG"

    def test_a_short_training_beats_the_gazetteer(self, data: EntityData) -> None:
        exams = [exam_of(data, f"{name}.py") for name in ("baseline", "solution")]
        values = [quality.measure(exam).score.value for exam in exams]
        assert values[0] < 0.1 and values[1] > 0.6


class TestChecks:
    def test_the_reference_passes_every_check(self, data: EntityData) -> None:
        exam = exam_of(data, "solution.py")
        assert failures(exam) == {}

    @pytest.mark.slow
    @pytest.mark.parametrize("name", sorted(QUESTION.mutants))
    def test_mutants_are_caught_by_the_check_they_name(self, data: EntityData, name: str) -> None:
        exam = exam_of(data, f"mutants/{name}.py")
        for check in QUESTION.mutants[name]:
            assert outcome(exam, check), f"{check} does not see {name}"

    @pytest.mark.parametrize(
        ("names", "said"),
        [
            ([[0, 200, "PER"]], "must hold"),
            ([[3, 3, "PER"]], "must hold"),
            ([[-4, -1, "PER"]], "must hold"),
            ([[0, 5, "PER"]], "white space"),
            ([[0, 10, "PER"], [5, 10, "LOC"]], "overlap"),
        ],
    )
    def test_unclean_spans_are_named(self, data: EntityData, names: list[list[Any]], said: str) -> None:
        exam = exam_of(data, "baseline.py")
        exam.solution.predict = lambda texts: [names if text.startswith("Bill ") else [] for text in texts]
        assert said in outcome(exam, "spans_are_clean")


class TestReference:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("J. Tarven & Sons", ["J", ".", "Tarven", "&", "Sons"]),
            ("🏆Zoe\u0308’s 中文Bill", ["🏆", "Zoe\u0308", "’", "s", "中", "文", "Bill"]),
            (" \n", []),
        ],
    )
    def test_words(self, reference: ModuleType, text: str, words: list[str]) -> None:
        assert reference.WORD.findall(text) == words

    def test_runs_reach_over_what_joins_names(self, reference: ModuleType) -> None:
        words = ["the", "University", "of", "Kelford", "and", "J", ".", "Tarven", "&", "Sons"]
        _, first, last = reference.runs_of(words, [reference.shape_of(word) for word in words])
        assert first == [0, 1, 1, 1, 4, 5, 5, 5, 5, 5]
        assert last == [0, 3, 3, 3, 4, 9, 9, 9, 9, 9]

    def test_tags_spell_the_names_that_they_came_from(self, reference: ModuleType, data: EntityData) -> None:
        for text, names in zip(*_columns(data.training), strict=True):
            words, tags = reference.tags_of(text, names)
            spans = [match.span() for match in reference.WORD.finditer(text)]
            assert len(words) == len(spans)
            assert reference.names_of(spans, tags) == names

    def test_likelihood_and_best_path_are_those_of_all_paths(self, reference: ModuleType) -> None:
        rng = np.random.default_rng(0)
        emit, moves = rng.normal(size=(4, 7)), rng.normal(size=(7, 7))

        def score(path: Sequence[int], follow: np.ndarray) -> float:
            steps = sum(follow[before, after] for before, after in pairwise(path))
            return float(sum(emit[place, tag] for place, tag in enumerate(path)) + steps)

        paths = list(product(range(7), repeat=4))
        total = np.logaddexp.reduce([score(path, moves) for path in paths])
        padded = torch.tensor(np.concatenate([emit, np.ones((2, 7))]))[None]
        real = torch.arange(6)[None] < 4
        assert reference.log_sum_of_paths(padded, torch.tensor(moves), real).item() == pytest.approx(total)

        follow = np.where(reference.ALLOWED, moves, -np.inf)
        begun: list[tuple[int, ...]] = [path for path in paths if not reference.INSIDE[path[0]]]
        assert reference.best_path(emit, follow) == list(max(begun, key=partial(score, follow=follow)))


def _columns(part: Any) -> tuple[Any, Any]:
    return part.texts, part.entities
