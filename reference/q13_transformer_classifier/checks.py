"""The checks of question 13, on made-up sentences."""

from __future__ import annotations

from typing import Any

import numpy as np

from harness.question import Check, check, expect
from reference.classifier.ask import ClassifierExam, predict_proba
from reference.classifier.checks import long_texts, shared_checks
from reference.data import who_did_what
from reference.q13_transformer_classifier.data import NAMES

GROUPS = 60
"""Groups of four sentences of the same words."""

DIFFERENT = 1e-3
"""A probability that differs by more is another one."""

LEAST_RIGHT = 0.4
"""Of 240 made-up sentences. An answer blind to order has exactly 0.25, one that guesses 0.25 with a standard deviation
of 0.03; whoever has learned one of the two things that order says has 0.5."""


@check(weight=4.0)
def word_order(exam: ClassifierExam) -> str:
    """The order of the words decides: the same words in another order have other probabilities, and the right ones.

    Where the data is not ours, only that they are others is asked.
    """
    groups = who_did_what.same_words(exam.seed + 1300, GROUPS)
    sentences = [row for group in groups for row in group]
    rows = predict_proba(exam.fitted(), [row.text for row in sentences], exam.data.classes)
    first, second = rows[::4], rows[3::4]
    apart = float(np.abs(first - second).max())
    expect(
        apart > DIFFERENT,
        f"predict_proba({[groups[0][0].text, groups[0][3].text]!r}) and {GROUPS - 1} more pairs of the same words in "
        f"another order: the two rows of a pair differ by {apart:.1g} at most. A Transformer without positions sees a "
        "bag of words.",
    )
    if exam.data.names != NAMES:
        return f"rows of the same words differ by up to {apart:.2g}"
    right = float((rows.argmax(axis=1) == [row.label for row in sentences]).mean())
    shown = ", ".join(f"{row.text!r} is {row.label}" for row in groups[0])
    expect(
        right >= LEAST_RIGHT,
        f"Of {len(sentences)} made-up sentences in groups of the same words ({shown}), predict_proba has the largest "
        f"column right in {right:.0%}; whoever does not look at the order has 25%, and at least {LEAST_RIGHT:.0%} was "
        "expected. Can attention tell which word stands before which (positions, relative distances), and are there "
        "enough steps?",
    )
    return f"{right:.0%} of {len(sentences)} sentences right"


CHECKS: tuple[Check[Any], ...] = (*shared_checks(long_texts(400)), word_order)
