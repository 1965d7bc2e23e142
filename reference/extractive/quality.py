"""The quality of an extractive reader: SQuAD F1 of the spans that it names in held-out contexts."""

from __future__ import annotations

from collections.abc import Sequence

from harness.plain import Plain
from harness.question import Evidence, Measurement, Quality
from metrics.squad import exact_match, squad_statistics
from reference.data.qa import QuestionItem
from reference.extractive.ask import Answer, ExtractiveExam, ask
from reference.extractive.data import ExtractiveData, columns

WORST = 20
"""Held-out items shown, those answered worst."""


def measure(exam: ExtractiveExam) -> Measurement:
    """All held-out items in one call. The span decides, not the text beside it: `answer_is_quoted` compares the two."""
    items = exam.data.held_out
    answers = ask(exam.fitted(), *columns(items))
    spans = [answer.quoted(item.context) for item, answer in zip(items, answers, strict=True)]
    truths = [item.answer for item in items]
    matches = squad_statistics("squad_f1", hypotheses=spans, references=truths)
    return Measurement(
        matches.score(),
        metrics={"exact_match": exact_match(hypotheses=spans, references=truths).value},
        evidence=(Evidence("Held-out questions answered worst", worst(items, answers, matches.rows[:, 0].tolist())),),
    )


def worst(items: Sequence[QuestionItem], answers: Sequence[Answer], matches: Sequence[float]) -> list[dict[str, Plain]]:
    """The items not answered in full, worst first and those of which the answer was surer before others."""
    rows = sorted(zip(items, answers, matches, strict=True), key=lambda row: (row[2], -row[1].score))
    return [
        {
            "question": item.question,
            "context": item.context,
            "expected": item.answer,
            "given": answer.quoted(item.context),
            "f1": round(match, 3),
            "score": answer.score,
        }
        for item, answer, match in rows[:WORST]
        if match < 1
    ]


QUALITY: Quality[ExtractiveData] = Quality("squad_f1", higher_is_better=True, measure=measure)
