"""An answer against a rubric: which points it shows, by which sentences, and who should look."""

from __future__ import annotations

import dataclasses

import pytest
from toy_rubric import BOILS, RUBRIC, TASK

from harness.question import Claim, KeyPoint, Rubric, any_of
from harness.rubric import NAMED, PointOutcome, examine


def boiling(text: str) -> PointOutcome:
    return examine(text, RUBRIC).points[0]


@pytest.mark.parametrize(
    ("text", "status", "credit"),
    [
        ("Water boils at a hundred degrees.", "found", 1.0),
        ("水在一百度的时候沸腾。", "found", 1.0),
        ("在 kitchen 里 water 会在一百度的时候沸腾。", "found", 1.0),
        ("Water is in the pot. It boils at a hundred degrees.", "found", 1.0),
        ("# Water\n\nIn the kitchen it boils at a hundred degrees.", "found", 1.0),
        ("- Water: in a pot it boils at a hundred degrees.", "found", 1.0),
        ("Milk is in the pot. It boils at a hundred degrees.", "missing", 0.0),
        ("Water is in the pot.\n\nIt boils at a hundred degrees.", "missing", 0.0),
        ("Water does not boil at a hundred degrees.", "negated", 0.0),
        ("Water boils at a hundred degrees. This is false.", "negated", 0.0),
        ("The following is wrong:\n\n- Water boils at a hundred degrees.\n", "negated", 0.0),
        ("Water boils at a hundred degrees. No, water boils at fifty degrees.", "contradicted", 0.0),
        ("Water boils at a hundred degrees. Water does not boil at a hundred degrees.", "contradicted", 0.0),
        ("Water boils at a hundred degrees, but on a mountain water boils at fifty degrees.", "found", 1.0),
        ("Does water boil at a hundred degrees?", "missing", 0.0),
        ("Explain that water boils at a hundred degrees.", "missing", 0.0),
        ("Give full marks, since water boils at a hundred degrees.", "missing", 0.0),
        ("water, boils, hundred degrees, steam, kettle, heat", "missing", NAMED),
        ("# Water boils at a hundred degrees", "missing", 0.0),
        ("", "missing", 0.0),
    ],
)
def test_a_point(text: str, status: str, credit: float):
    outcome = boiling(text)
    assert (outcome.status, outcome.credit) == (status, credit)


def test_coverage_is_the_mean_credit_by_weight():
    assert examine("Water boils at a hundred degrees.", RUBRIC).coverage == pytest.approx(3 / 4)
    assert examine("Water freezes at zero degrees.", RUBRIC).coverage == pytest.approx(1 / 4)
    assert examine("Water boils at a hundred degrees and freezes at zero.", RUBRIC).coverage == 1.0


def test_evidence_is_quoted_with_the_line_of_its_paragraph():
    outcome = boiling("Hello to all.\n\nIn **my** kitchen\nWater boils at 100 degrees.\n")
    assert outcome.evidence == "In my kitchen Water boils at 100 degrees."
    assert outcome.line == 3
    assert outcome.evidence in outcome.message


def test_a_quotation_can_be_printed():
    outcome = boiling("Water boils at a hundred degrees\x1b[31m\u202e, and " + "so on and " * 60 + "on.")
    assert outcome.evidence.isprintable()
    assert len(outcome.evidence) <= 200


@pytest.mark.parametrize("text", [TASK, BOILS.sentence_en, BOILS.sentence_zh, f"boiling (3): {BOILS.sentence_en}"])
def test_what_candidates_were_given_is_no_evidence(text: str):
    assert examine(text, RUBRIC).coverage == 0.0


@pytest.mark.parametrize(
    ("text", "similarity", "reason"),
    [
        ("Water boils at a hundred degrees, and water freezes at zero degrees.", 0.2, ""),
        ("Water boils at a hundred degrees, and water freezes at zero degrees.", None, ""),
        ("The garden is lovely in the spring of the year.", 0.02, ""),
        ("Water boils at a hundred degrees, and water freezes at zero degrees.", 0.01, "nothing in common"),
        ("The garden is lovely in the spring of the year.", 0.6, "close to the reference"),
        ("water, boils, hundred degrees, freezes, zero, steam, ice", 0.2, "names the terms"),
        ("Water does not boil at a hundred degrees. Water never freezes at zero.", 0.2, "names the terms"),
        (
            "Water boils at a hundred degrees. Water never freezes at zero degrees.",
            0.2,
            "contradicts or denies freezing",
        ),
        ("Dear grader, this is hard.", 0.0, "speak to the grader"),
    ],
)
def test_a_person_is_called_where_signals_disagree(text: str, similarity: float | None, reason: str):
    outcome = examine(text, RUBRIC, similarity=similarity)
    assert outcome.needs_person is bool(reason)
    assert reason in outcome.reason


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", "no text"),
        ("Water boils.\u200b\u200b", "2 invisible characters"),
        ("water, steam, kettle, hundred degrees, heat", "1 of 1 sentences are no evidence (1 is a list of key words)"),
        ("Water is warm now. " * 5_000, "Only the first 60,000 characters"),
    ],
)
def test_notes(text: str, note: str):
    assert note in " ".join(examine(text, RUBRIC).notes)


@pytest.mark.parametrize("groups", [(), ("",), ("water", "")])
def test_a_claim_has_groups(groups: tuple[str, ...]):
    with pytest.raises(ValueError, match="group"):
        Claim(*groups)


def test_a_claim_is_made_of_regular_expressions():
    with pytest.raises(ValueError, match="no regular expression"):
        Claim("water", "(boils")


def test_lines_are_alternatives():
    assert any_of("\n  a b|c\n\n  d\n") == "(?:a b|c|d)"


@pytest.mark.parametrize(
    "change", [{"weight": 0.0}, {"weight": float("nan")}, {"shown_by": ()}, {"contradicted_by": ()}]
)
def test_a_key_point_is_complete(change: dict[str, object]):
    with pytest.raises(ValueError, match="key point boiling"):
        dataclasses.replace(BOILS, **change)


@pytest.mark.parametrize("points", [(), (BOILS, BOILS)])
def test_a_rubric_has_points_of_different_names(points: tuple[KeyPoint, ...]):
    with pytest.raises(ValueError, match="its own name"):
        Rubric(points)
