"""Strict entity scores: hand-worked tables, and scikit-learn over single spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from metrics.entities import entity_f1, entity_label_f1, entity_precision, entity_recall, iob2_entities

GATES = [(0, 10, "PER"), (19, 28, "ORG"), (32, 39, "LOC")]
SPANS = st.lists(st.tuples(st.integers(0, 3), st.integers(4, 6), st.sampled_from(["PER", "LOC"])), max_size=5)


@pytest.mark.parametrize(
    ("predicted", "precision", "recall", "f1"),
    [
        (GATES, 1, 1, 1),
        (GATES[::-1], 1, 1, 1),
        (GATES[:2], 1, 2 / 3, 4 / 5),
        ([], 0, 0, 0),
        ([(0, 10, "ORG"), *GATES[1:]], 2 / 3, 2 / 3, 2 / 3),  # wrong label
        ([(0, 4, "PER"), *GATES[1:]], 2 / 3, 2 / 3, 2 / 3),  # part of a name is no name
        ([(0, 4, "PER"), (5, 10, "PER"), *GATES[1:]], 2 / 4, 2 / 3, 4 / 7),  # one name as two
        ([*GATES, GATES[0]], 1, 1, 1),  # said twice
        ([list(entity) for entity in GATES], 1, 1, 1),  # as JSON has them
    ],
)
def test_by_hand(predicted, precision, recall, f1) -> None:
    arguments = {"predictions": [predicted], "references": [GATES]}
    scores = [metric(**arguments).value for metric in (entity_precision, entity_recall, entity_f1)]
    assert scores == pytest.approx([precision, recall, f1])


@given(st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=6))
def test_equal_to_scikit_learn_over_candidate_spans(texts) -> None:
    predictions, references = [one for one, _ in texts], [other for _, other in texts]
    if not any(references):
        with pytest.raises(ValueError, match="undefined"):
            entity_f1(predictions=predictions, references=references)
        return
    spans = [
        (span in ours, span in theirs)
        for ours, theirs in texts
        for span in [(start, end, label) for start in range(4) for end in range(4, 7) for label in ("PER", "LOC")]
    ]
    expected = precision_recall_fscore_support(
        [true for _, true in spans], [found for found, _ in spans], average="binary", zero_division=0
    )
    ours = [
        metric(predictions=predictions, references=references).value
        for metric in (entity_precision, entity_recall, entity_f1)
    ]
    assert ours == pytest.approx(expected[:3])


def test_entities_belong_to_their_text() -> None:
    assert entity_f1(predictions=[GATES, []], references=[[], GATES]).value == 0


def test_each_label_has_its_own_score() -> None:
    scores = entity_label_f1(predictions=[[*GATES[:2], (32, 39, "ORG"), (40, 41, "NEW")]], references=[GATES])
    assert {label: score.value for label, score in scores.items()} == pytest.approx({"LOC": 0, "ORG": 2 / 3, "PER": 1})


def test_resamples_without_entities_are_left_out() -> None:
    score = entity_f1(predictions=[GATES] + [[]] * 9, references=[GATES] + [[]] * 9)
    assert (score.value, score.ci95) == (1, (1, 1))


@pytest.mark.parametrize(
    ("tags", "entities"),
    [
        ("B-PER I-PER O B-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("B-PER B-PER I-PER", [(0, 1, "PER"), (1, 3, "PER")]),  # neighbours are two
        ("O I-PER I-PER", []),  # nothing began
        ("B-PER I-LOC", [(0, 1, "PER")]),  # nothing of that label began
        ("B-PER I-LOC I-PER", [(0, 1, "PER")]),  # what was broken off does not go on
        ("B-PER O I-PER", [(0, 1, "PER")]),
        ("B-MISC-X I-MISC-X", [(0, 2, "MISC-X")]),
        ("", []),
        ("O O X PER", []),
    ],
)
def test_iob2_is_read_strictly(tags, entities) -> None:
    assert iob2_entities(tags.split()) == entities


def test_tags_must_be_a_list() -> None:
    with pytest.raises(TypeError, match="bare string"):
        iob2_entities("B-PER")
