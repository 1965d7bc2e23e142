"""The checks that text classifiers share. Texts in messages are made up, or training texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from harness.question import Check, check, expect
from reference.checks import (
    empty_list,
    padding_changes_nothing,
    rows_sum_to_one,
    same_in_any_batch,
    same_twice,
    seed_repeats,
)
from reference.classifier.ask import ClassifierExam, fit_on, fit_small, predict_proba, predicted
from reference.classifier.data import ClassifierData
from reference.data.labelled import Labelled

UNSEEN = "zzyqx blorptik"
ODD = (
    "这部电影很好看，但是电池不耐用。",
    "🎬👍🏽 😡",
    "e\u0301 \u200d \ufeff",
    "…—“”",
    "<unk> [PAD] [CLS] </s>",
    "\x00\x07",
)
EMPTY = ("", "   ", "\n\t")

TOPICS = (
    "rain and cold wind all day",
    "sun on the warm beach",
    "green leaves in the morning mist",
    "snow over dark frozen lakes",
)
ROUNDS = 60
"""Training texts of each topic: enough steps for an answer that counts epochs."""

REACHED = 1e-3
"""A natural logarithm of a probability that moves by more was reached; rounding moves it by some 1e-6."""
LEAST = 1e-20
LONG_TEXTS = 6
CHANGED = 16
"""Words that are changed in a long text."""


def public_texts(exam: ClassifierExam) -> list[str]:
    """Training texts drawn by the run's seed, and the first word of one."""
    drawn = exam.rng("training texts").choice(len(exam.data.train), 14, replace=False).tolist()
    texts = [exam.data.train[index].text for index in drawn]
    return [*texts, texts[0].split()[0]]


def expect_distributions(exam: ClassifierExam, texts: list[str]) -> str | None:
    """Fail the check unless each text gets a distribution over the labels, in one call."""
    predict_proba(exam.fitted(), texts, exam.data.classes)
    shared: Check[ClassifierData] = rows_sum_to_one("predict_proba", lambda _: texts)
    return shared.run(exam)


@check(gate=True)
def probabilities(exam: ClassifierExam) -> str | None:
    """Each row has a column for every label, has no negative entry and sums to 1."""
    return expect_distributions(exam, public_texts(exam))


@check(gate=True)
def order_plays_a_part(exam: ClassifierExam) -> str:
    """The order of a text's words plays a part in its probabilities."""
    # For questions whose real texts a bag of words tells apart nearly as well as the kind of model asked for.
    rng = exam.rng("order of words")
    plain = [text.split() for text in public_texts(exam)]
    texts = [" ".join(words) for words in plain] + [" ".join(rng.permutation(words).tolist()) for words in plain]
    rows = predict_proba(exam.fitted(), texts, exam.data.classes)
    logs = np.log(np.clip(rows.astype(np.float64), LEAST, None)).reshape(2, len(plain), -1)
    moves = np.abs(logs[1] - logs[0]).max(axis=1)
    longest = max(range(len(plain)), key=lambda place: len(plain[place]))
    expect(
        moves.max() > REACHED,
        f"predict_proba({texts[longest]!r} and {len(plain) - 1} more training texts, then the same words in another "
        f"order, {texts[len(plain) + longest]!r}): no probability's logarithm moves by more than {moves.max():.1g}. "
        "This is a bag of words; a model that sees words beside each other was asked for.",
    )
    return f"another order moves a logarithm by {moves.max():.2g}"


@check(weight=2.0)
def column_order(exam: ClassifierExam) -> None:
    """Column k is the probability of label k, in whatever order the labels came in training."""
    classes = min(exam.data.classes, len(TOPICS))
    for order in (list(range(classes))[::-1], [*range(1, classes), 0]):
        rows = [Labelled(TOPICS[label], label) for _ in range(ROUNDS) for label in order]
        with exam.session(fit_on(rows)) as session:
            called = predicted(session, TOPICS[:classes], classes)
        told = ", ".join(f"{TOPICS[label]!r} as {label}" for label in order)
        expect(
            called == list(range(classes)),
            f"After fit on {ROUNDS} times {told} (in turn, in this order), the largest columns of "
            f"predict_proba({list(TOPICS[:classes])!r}) are {called}, and {list(range(classes))} was expected. "
            "Column k belongs to label k: not to the k-th label that training met.",
        )


@check()
def unseen_words(exam: ClassifierExam) -> None:
    """Words, scripts and signs that training did not have are answered like any text."""
    known = public_texts(exam)[0]
    texts = [UNSEEN, f"{known} {UNSEEN}", f"{UNSEEN} {known}", *ODD]
    for text in texts:
        expect_distributions(exam, [text])
    expect_distributions(exam, texts)


@check()
def empty_texts(exam: ClassifierExam) -> None:
    """Texts without a word get probabilities too, alone and beside others."""
    for texts in ([EMPTY[0]], list(EMPTY), [EMPTY[0], public_texts(exam)[0]]):
        expect_distributions(exam, texts)


def long_texts(words: int, parts: Sequence[str] = ("first", "middle", "last"), *, weight: float = 2.0) -> Check[Any]:
    """Texts of `words` words are read whole: other words in each of `parts` change their probabilities."""

    def run(exam: ClassifierExam) -> str:
        texts = _long_texts(exam, words, parts)
        rows = predict_proba(exam.fitted(), texts, exam.data.classes)
        logs = np.log(np.clip(rows.astype(np.float64), LEAST, None)).reshape(1 + len(parts), LONG_TEXTS, -1)
        moves = np.abs(logs[1:] - logs[0]).max(axis=(1, 2)).tolist()
        for part, move in zip(parts, moves, strict=True):
            expect(
                move > REACHED,
                f"predict_proba({LONG_TEXTS} texts of {words} words, training texts in a row): with other words in "
                f"the place of the {part} {CHANGED}, no probability's logarithm moves by more than {move:.1g}. That "
                "part of the text is not read: is the text cut, and at which end?",
            )
        return ", ".join(
            f"the {part} words move a logarithm by {move:.2g}" for part, move in zip(parts, moves, strict=True)
        )

    named = " and ".join(f"the {part}" for part in parts)
    sentence = f"Texts of {words} words are answered, and {named} words in them play a part."
    return Check("long_texts", run, sentence, weight)


def _long_texts(exam: ClassifierExam, words: int, parts: Sequence[str]) -> list[str]:
    """Long texts, then for each part the same texts with other words there."""
    rng = exam.rng("long texts")
    stock = [word for row in exam.data.train for word in row.text.split()]
    starts = {"first": 0, "middle": (words - CHANGED) // 2, "last": words - CHANGED}
    plain: list[str] = []
    changed: dict[str, list[str]] = {part: [] for part in parts}
    for at in rng.integers(max(1, len(stock) - words - CHANGED), size=LONG_TEXTS).tolist():
        row, other = stock[at : at + words], stock[at + words : at + words + CHANGED]
        plain.append(" ".join(row))
        for part in parts:
            start = starts[part]
            changed[part].append(" ".join([*row[:start], *other, *row[start + CHANGED :]]))
    return [*plain, *(text for part in parts for text in changed[part])]


def shared_checks(long: Check[Any]) -> tuple[Check[Any], ...]:
    """The checks of every classifier; `long` is `long_texts` with the length that its kind of model can read."""
    return (
        probabilities,
        column_order,
        unseen_words,
        empty_texts,
        long,
        padding_changes_nothing("predict_proba", public_texts, weight=2.0),
        same_in_any_batch("predict_proba", public_texts),
        same_twice("predict_proba", public_texts),
        empty_list("predict_proba"),
        seed_repeats(fit_small, "predict_proba", public_texts),
    )
