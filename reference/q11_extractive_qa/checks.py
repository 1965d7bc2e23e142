"""The checks of question 11."""

from __future__ import annotations

from harness.question import Check, check, expect
from reference.checks import seed_repeats
from reference.extractive.ask import ExtractiveExam, ask
from reference.extractive.checks import Shares, public_items, shared_checks
from reference.extractive.data import ExtractiveData

# Measured at seeds 0 to 11 with windows of 384 tokens: 12 of 12 right places, 15 to 18 of 18 beside signs, 15 or 16 of
# 16 elsewhere, 20 of 20 pairs (none where the score is a loss), 3 or 4 of 4 in each part of long contexts (none in one
# of the parts where a context is cut, or its last window wins). The example's numbers are those of the statement.
SHARES = Shares(found=0.6, long=0.5, surer=0.8)


@check(weight=2.0)
def the_example(exam: ExtractiveExam) -> None:
    """In the statement's example both answers are right."""
    context = "👍🏽 Zoë Brandt won the race in Tokyo in 312 minutes. The lamp was found by Omar Nuñez on Friday."
    questions = ["How many minutes did Zoë Brandt need?", "When was the lamp found?"]
    wanted = ["312", "Friday"]
    answers = ask(exam.fitted(), questions, [context] * 2)
    for question, answer, words in zip(questions, answers, wanted, strict=True):
        start = context.index(words)
        expect(
            (answer.text, answer.start, answer.end) == (words, start, start + len(words)),
            f"answer([{question!r}], [{context!r}]) gives {answer.text!r} with start {answer.start} and end "
            f"{answer.end}, and {words!r} with {start} and {start + len(words)} was expected.",
        )


CHECKS: tuple[Check[ExtractiveData], ...] = (
    the_example,
    *shared_checks(SHARES),
    seed_repeats(None, "answer", public_items),
)
