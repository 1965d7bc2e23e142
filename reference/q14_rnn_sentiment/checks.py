"""The checks of question 14, on made-up texts and on training words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from harness.question import Check, Session, check, expect
from reference.classifier.ask import ClassifierExam, fit_on, predict_proba, predicted
from reference.classifier.checks import LEAST, REACHED, long_texts, order_plays_a_part, shared_checks
from reference.data.labelled import Labelled
from reference.q14_rnn_sentiment.made import last_words, opinions

PAIRS = 14
AROUND = 6
"""Words on either side of two words that change places: windows of up to `AROUND + 1` words see the same twice. The
reference and the alternatives, after 62 to 100 steps on 200 sentences, moved a logarithm by 0.014 to 2.5 (3 seeds)."""

OPINIONS, OPINIONS_ASKED = 1600, 80
LEAST_TURNED = 0.7
"""Of 80 opinions that are turned round, and of 80 that are not. The reference, the alternatives, and one-way and
two-way nets of other sizes had 0.89 to 1.00 of either; guessing has 0.50 with a standard deviation of 0.06, and
so have weights of single words, at best, of those that are turned."""

LAST_WORDS, LAST_ASKED = 400, 40
LEAST_LAST = 0.85
"""Of 40 texts. All nets that read the last word had every one right; guessing has 0.50 with a standard deviation of
0.08."""
FAR_LONGER = 300


@check(gate=True)
def order_at_a_distance(exam: ClassifierExam) -> str:
    """Two words far apart, each among the same neighbours, change places: that changes the probabilities.

    What windows of a few words find (pairs of words, a convolution) is the same in both texts; a state that goes from
    word to word is not.
    """
    first, second = _changed_places(exam)
    rows = predict_proba(exam.fitted(), [*first, *second], exam.data.classes)
    logs = np.log(np.clip(rows.astype(np.float64), LEAST, None)).reshape(2, PAIRS, -1)
    move = float(np.abs(logs[1] - logs[0]).max())
    expect(
        move > REACHED,
        f"No probability's logarithm moves by more than {move:.1g} where two words of a text change places. In "
        f"predict_proba of {2 * PAIRS} texts of training words, for example:\n{first[0]!r}\n{second[0]!r}\n"
        f"Either word has the same {AROUND} neighbours on both sides in either text, so that windows of a few words "
        "see no difference; a recurrent net, whose state goes from word to word, was asked for.",
    )
    return f"two words that change places move a logarithm by {move:.2g}"


def _changed_places(exam: ClassifierExam) -> tuple[list[str], list[str]]:
    """Texts "l.. a r.. l.. b r.." and "l.. b r.. l.. a r..", of training words."""
    rng = exam.rng("order at a distance")
    rows = [row.text.split() for row in exam.data.train]
    stock = [word for row in rows for word in row]
    plain = sorted({word for word in stock if word.isalpha()})
    first, second = [], []
    for at in rng.integers(max(1, len(stock) - 2 * AROUND), size=PAIRS).tolist():
        one, other = rng.choice(plain, 2, replace=False).tolist()
        left, right = stock[at : at + AROUND], stock[at + AROUND : at + 2 * AROUND]
        first.append(" ".join([*left, one, *right, *left, other, *right]))
        second.append(" ".join([*left, other, *right, *left, one, *right]))
    return first, second


@check(weight=4.0)
def far_negation(exam: ClassifierExam) -> str:
    """A word at the beginning turns round an opinion at the end, with 6 to 18 words between them."""
    made = opinions(exam.seed + 1400, OPINIONS, OPINIONS_ASKED)
    with exam.session(fit_on(made.train)) as session:
        turned, plain = _share_right(session, made.turned), _share_right(session, made.plain)
    told = f"{turned:.0%} of those that are turned round and {plain:.0%} of the others"
    expect(
        min(turned, plain) >= LEAST_TURNED,
        f"After fit on {OPINIONS} made-up opinions, of which a third are turned round by their first words, "
        f"predict_proba has the largest column right for {told}; at least {LEAST_TURNED:.0%} of either was expected.\n"
        f"Trained on for example: {made.train[0].text!r}, label {made.train[0].label}; asked for example: "
        f"{made.turned[0].text!r}, which is turned round, label {made.turned[0].label}.\n"
        "The state must carry the first words to the last: is it read where the whole text has been seen, does it get "
        "there undisturbed, and are there enough steps?",
    )
    return f"right for {told}"


@check(weight=3.0)
def reads_last_step(exam: ClassifierExam) -> str:
    """The last real step is read, not the pads: the last word decides, in texts of very unequal lengths."""
    seed = exam.seed + 1450
    short = last_words(seed + 1, LAST_ASKED, (0, 3))
    middle = last_words(seed + 2, LAST_ASKED, (20, 20))
    long = last_words(seed + 3, LAST_ASKED, (60, 60))
    longest = last_words(seed + 4, 1, (FAR_LONGER, FAR_LONGER))
    with exam.session(fit_on(last_words(seed, LAST_WORDS, (0, 40)))) as session:
        found = {
            "of 1 to 5 words, in a call of their own": _share_right(session, short),
            f"of 1 to 5 words, beside one of some {FAR_LONGER}": _share_right(session, short, longest),
            "of 21 or 22 words": _share_right(session, middle, long),
            "of 61 or 62 words": _share_right(session, long, short),
        }
    told = ", ".join(f"{share:.0%} {which}" for which, share in found.items())
    expect(
        min(found.values()) >= LEAST_LAST,
        f"predict_proba has the largest column right for these shares of texts: {told}; at least {LEAST_LAST:.0%} was "
        f"expected of each.\n"
        f"Before came fit on {LAST_WORDS} texts of 1 to 42 words whose last word says the label ('good', 'great' ... "
        "are 1, 'bad', 'poor' ... are 0), and in half of which a word of the other label stands before.\n"
        "A text ends at its last real word: take the state there (by the text's length, or packed), not the one after "
        "the pads of its batch.",
    )
    return told


def _share_right(session: Session, rows: Sequence[Labelled], neighbours: Sequence[Labelled] = ()) -> float:
    """The share of `rows` that are called right, with `neighbours` in the same call."""
    called = predicted(session, [row.text for row in (*rows, *neighbours)], classes=2)[: len(rows)]
    return sum(row.label == label for row, label in zip(rows, called, strict=True)) / len(rows)


CHECKS: tuple[Check[Any], ...] = (
    *shared_checks(long_texts(400, parts=("last",))),
    order_plays_a_part,
    order_at_a_distance,
    far_negation,
    reads_last_step,
)
