"""The checks that classifiers with a pre-trained encoder share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from harness.question import Check, Session, expect
from reference.checks import empty_list, padding_changes_nothing, same_in_any_batch, same_twice, seed_repeats
from reference.classifier.ask import ClassifierExam, fit_on, held_out_rows
from reference.classifier.checks import (
    column_order,
    empty_texts,
    long_texts,
    order_plays_a_part,
    probabilities,
    public_texts,
    unseen_words,
)
from reference.classifier.data import ClassifierData

READ_WHOLE = 200
"""Words that a BERT encoder has positions for: some 280 word pieces of 512."""
BEYOND = 700
"""Words that it has none for: each is one piece or more."""


def fit_few(session: Session, data: ClassifierData) -> None:
    """Train on every second text of the small training: an encoder's steps are dear."""
    fit_on(data.small[::2])(session)


beyond_the_limit = replace(
    long_texts(BEYOND, ("first",), weight=1.0),
    name="beyond_the_limit",
    sentence=f"Texts of {BEYOND} words, too long for the encoder, are answered, and their first words play a part.",
)


def beats_from_scratch(names: Sequence[str], least: float) -> Check[Any]:
    """The held-out accuracy is more than what learning from the training texts alone reaches.

    `least` was measured for the data whose labels are called `names`. Where the data is another, nothing was, and more
    is asked than the most frequent label gives, by two standard errors.
    """

    def run(exam: ClassifierExam) -> str:
        labels = np.array([row.label for row in exam.data.held_out])
        right = float((held_out_rows(exam).argmax(axis=1) == labels).mean())
        asked = least if exam.data.names == tuple(names) else _above_majority(labels)
        expect(
            right >= asked,
            f"After fit on {len(exam.data.train)} training texts, predict_proba has the largest column right in "
            f"{right:.0%} of the held-out texts; at least {asked:.0%} was expected, which the same network does not "
            "reach from random weights. Are the checkpoint's weights loaded, and does fine-tuning keep what they know: "
            "a small learning rate (1e-5 to 5e-4, more for the new head), a warm-up, clipped gradients, texts and "
            "labels that belong together?",
        )
        return f"{right:.1%} of the held-out texts are right, at least {asked:.1%} was expected"

    sentence = "The pre-trained weights pay: held-out accuracy is beyond what the same network reaches from scratch."
    return Check("beats_from_scratch", run, sentence, 4.0)


def _above_majority(labels: np.ndarray) -> float:
    share = float(np.bincount(labels).max() / len(labels))
    return share + 2 * float(np.sqrt(share * (1 - share) / len(labels)))


ENCODER_CHECKS: tuple[Check[Any], ...] = (
    probabilities,
    order_plays_a_part,
    column_order,
    unseen_words,
    empty_texts,
    long_texts(READ_WHOLE, ("first", "last")),
    beyond_the_limit,
    padding_changes_nothing("predict_proba", public_texts, weight=4.0, name="attention_mask"),
    same_in_any_batch("predict_proba", public_texts),
    same_twice("predict_proba", public_texts),
    empty_list("predict_proba"),
    seed_repeats(fit_few, "predict_proba", public_texts),
)
"""All but `beats_from_scratch`, whose bar each question measures."""
