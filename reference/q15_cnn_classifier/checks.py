"""The checks of question 15, on made-up texts."""

from __future__ import annotations

from typing import Any

from harness.question import Check, check, expect
from reference.classifier.ask import ClassifierExam, fit_on, predicted
from reference.classifier.checks import expect_distributions, long_texts, order_plays_a_part, shared_checks
from reference.data import phrases
from reference.data.labelled import Labelled

TRAINED_ON = 1200
"""Made-up texts of 6 to 40 words and a phrase: 300 steps on 32 of them taught the reference all there is to learn."""
ASKED = 40
"""Texts of each length with the phrase at one place."""
LENGTHS = (24, 80)
LEAST_RIGHT = 0.8
"""Of the 80 texts with the phrase at one place; the reference and the alternative had them all right, guessing has
0.25 with a standard deviation of 0.05."""

SHORT = ("rain", "sun")
ROUNDS = 60


@check(weight=4.0)
def phrase_anywhere(exam: ClassifierExam) -> str:
    """A decisive phrase of three words is found wherever it stands: first, in the middle, last; in longer texts too."""
    rng = exam.rng("phrases")
    train = phrases.make(exam.seed + 1500, TRAINED_ON, 0).train
    found = {}
    with exam.session(fit_on(train)) as session:
        for part in ("first", "in the middle", "last"):
            rows = []
            for words in LENGTHS:
                at = {"first": 0, "in the middle": words // 2, "last": words}[part]
                rows += [phrases.place(rng, number % phrases.CLASSES, words, at) for number in range(ASKED)]
            called = predicted(session, [row.text for row in rows], phrases.CLASSES)
            found[part] = sum(row.label == label for row, label in zip(rows, called, strict=True)) / len(rows)
    told = ", ".join(f"{share:.0%} {part}" for part, share in found.items())
    expect(
        min(found.values()) >= LEAST_RIGHT,
        f"After fit on {TRAINED_ON} texts of 6 to 40 neutral words with one phrase anywhere among them (such as "
        f"{phrases.PHRASES[0][0]!r} for label 0, {phrases.PHRASES[1][0]!r} for label 1), predict_proba has the largest "
        f"column right in these shares of texts of {LENGTHS[0]} and {LENGTHS[1]} words, by where the phrase stands: "
        f"{told}; at least {LEAST_RIGHT:.0%} was expected of each. A kernel must see three words in their order, and "
        "what it finds must count wherever it is: pool over the whole text.",
    )
    return told


@check(weight=2.0)
def short_texts(exam: ClassifierExam) -> None:
    """Texts shorter than any kernel, of one word or two, are answered and learned from."""
    words = exam.data.train[0].text.split()
    for texts in ([words[0]], [" ".join(words[:2])], [words[0], " ".join(words[:2]), words[-1]]):
        expect_distributions(exam, texts)
    rows = [Labelled(word, label) for _ in range(ROUNDS) for label, word in enumerate(SHORT)]
    with exam.session(fit_on(rows)) as session:
        called = predicted(session, SHORT, len(SHORT))
    expect(
        called == [0, 1],
        f"After fit on {ROUNDS} times {SHORT[0]!r} as 0 and {SHORT[1]!r} as 1, the largest columns of "
        f"predict_proba({list(SHORT)!r}) are {called}. A kernel wider than the text must still see its words: pad the "
        "text at both ends.",
    )


CHECKS: tuple[Check[Any], ...] = (*shared_checks(long_texts(400)), order_plays_a_part, phrase_anywhere, short_texts)
