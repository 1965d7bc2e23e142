"""From an answer to checks and quality, through the engine's door."""

from __future__ import annotations

import pytest
from toy_rubric import RUBRIC

from harness.grading.outcome import Outcome
from harness.grading.prose import COVERAGE, examine_prose
from harness.grading.scoring import score_question
from harness.intake.submission import Answer
from harness.question import ProseQuestion

BOTH = "Water boils at a hundred degrees, and water freezes at zero degrees."
BOILS = "Water boils at a hundred degrees."
NAMED = "water, boils, hundred degrees, freezes, zero, ice, steam"


def examined(*texts: str, likeness: float = 0.2) -> Outcome:
    question = ProseQuestion(rubric=RUBRIC, similarity=lambda text: {"likeness": likeness, "other": 50.0})
    files = {f"part{number}.md": text.encode() for number, text in enumerate(texts)}
    return examine_prose(question, Answer(1, "prose", files, origin="sheet.md"))


def score(outcome: Outcome) -> float:
    assert outcome.measurement is not None
    quality = outcome.measurement.score
    return score_question(outcome.checks, quality, baseline=0.0, reference=1.0, capped=False).score


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (BOTH, 100.0),
        (BOILS, 75.0),
        (NAMED, 8.0),
        ("The garden is lovely in the spring of the year.", 0.0),
        ("Water does not boil at a hundred degrees.", 0.0),
        ("", 0.0),
    ],
)
def test_scores(text: str, points: float):
    assert score(examined(text)) == pytest.approx(points)


def test_every_key_point_is_a_check_of_its_weight():
    checks = examined(BOILS).checks
    assert [(check.name, check.weight, check.status, check.gate) for check in checks] == [
        ("boiling", 3, "passed", False),
        ("freezing", 1, "failed", False),
    ]
    assert BOILS in checks[0].message
    assert checks[1].message


def test_the_candidate_is_not_told_what_the_rubric_says():
    for check in examined(BOILS).checks:
        point = next(point for point in RUBRIC.points if point.name == check.name)
        assert check.private == f"{point.sentence_en} {point.sentence_zh}"
        assert point.sentence_en not in check.sentence + check.message
    assert not any(evidence.public for evidence in examined(BOILS).measurement.evidence)


def test_coverage_is_no_sample():
    measured = examined(NAMED).measurement.score
    assert measured.metric == COVERAGE
    assert measured.higher_is_better
    assert measured.value == pytest.approx(0.2)
    assert measured.items == 2
    assert measured.ci95 is None
    assert "ci:none" in measured.signature


def test_a_check_points_at_the_line_of_its_evidence():
    outcome = examined("Hello.\n\nTo all of you.", "Well.\n\n" + BOILS)
    assert [(check.file, check.line) for check in outcome.checks] == [("part1.md", 3), (None, None)]


def test_a_sentence_against_a_point_is_pointed_at_too():
    check = examined("Hello.\n\nWater does not boil at a hundred degrees.").checks[0]
    assert (check.status, check.file, check.line) == ("failed", "part0.md", 3)
    assert "denies" in check.message


@pytest.mark.parametrize("likeness", [0.0, 0.2, 1.0])
def test_similarity_stands_beside_the_score(likeness: float):
    outcome = examined(BOTH, likeness=likeness)
    assert score(outcome) == 100.0
    assert dict(outcome.measurement.metrics) == {"likeness": likeness, "other": 50.0}


def test_the_first_similarity_may_call_for_a_person():
    assert not examined(BOTH, likeness=0.2).notes
    assert examined(BOTH, likeness=0.0).notes[0].startswith("Needs a person: ")


def test_similarity_is_measured_on_what_is_shown():
    seen: list[str] = []
    question = ProseQuestion(rubric=RUBRIC, similarity=lambda text: {"length": float(len(seen.append(text) or text))})
    hidden = "<!-- secret -->\n\n**Water** is <span hidden>secret</span>warm.\u200b"
    examine_prose(question, Answer(1, "prose", {"q01.md": hidden.encode()}, origin="q01.md"))
    assert seen == ["Water is warm."]


def test_nothing_runs_so_nothing_is_void_and_no_session_is_counted():
    outcome = examined(BOTH)
    assert not outcome.void
    assert outcome.cost.sessions == 0
