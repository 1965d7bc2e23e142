"""The checks of question 8, on made-up texts and corpora, and on words of training texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from harness.question import Check, Session, check, expect
from reference.checks import empty_list, same_in_any_batch, same_twice, seed_repeats
from reference.q08_bag_of_words.ask import Rows, SourceExam, fit_on, predict, vectorize, vocabulary
from reference.q08_bag_of_words.data import SourceData
from reference.q08_bag_of_words.telling import TEXTS_OF_WORD

TEXTS = (
    "The film is a moving story, and the cast is good.",
    "the battery of this camera lasts for days.",
    "The president and the Congress must act before the election.",
    "@anonymous thanks! have a great day :) http://url_removed",
    "I love it",
)
UNSEEN = "zzyqx blorptik 鑫鑫词"

# Each text is longer than one word and stands there often, so that an answer may leave out rare words.
WEATHER: Rows = [("rain rain cold wind", "winter"), ("sun warm beach sun", "summer")] * 12


def _row(session: Session, text: str, words: Sequence[str]) -> dict[str, float]:
    """The words that a text's vector counts, with their counts."""
    (counts,) = vectorize(session, [text], words)
    return {words[column]: float(counts[column]) for column in np.flatnonzero(counts).tolist()}


def _expect_counts(session: Session, words: Sequence[str], text: str, expected: Mapping[str, int], why: str) -> None:
    missing = sorted(expected.keys() - set(words))
    expect(
        not missing,
        f"vocabulary() has no column for {missing!r}, so vectorize([{text!r}]) cannot count them. Of the words in "
        "training texts only stop words and those that stand in fewer than ten texts may be left out.",
    )
    came = {word: round(count, 4) for word, count in _row(session, text, words).items()}
    expect(
        came == expected,
        f"vectorize([{text!r}]) counts {_shown(came)} (the rest is 0), and {_shown(expected)} was expected. {why}",
    )


def _shown(counts: Mapping[str, float]) -> str:
    """Counts as a message shows them, in one order whichever side they come from: {'rain': 2, 'sun': 1}."""
    return "{" + ", ".join(f"{word!r}: {counts[word]:g}" for word in sorted(counts)) + "}" if counts else "nothing"


@check(weight=3.0)
def counts_are_counts(exam: SourceExam) -> None:
    """A vector holds how often each word of the vocabulary occurs in the text: a word that repeats counts twice."""
    why = "The entries are counts: of this text alone, not of whether a word occurs, nor weighted or normalised."
    with exam.session(fit_on(WEATHER)) as session:
        words = vocabulary(session)
        _expect_counts(session, words, "rain", {"rain": 1}, why)
        _expect_counts(session, words, "cold sun warm", {"cold": 1, "sun": 1, "warm": 1}, why)
        _expect_counts(session, words, "wind rain wind beach rain wind", {"wind": 3, "rain": 2, "beach": 1}, why)
    session = exam.fitted()
    words = vocabulary(session)
    first, second, third = _drawn_words(exam, words)
    text, counts = " ".join((first, second, first, third, first)), {first: 3, second: 1, third: 1}
    _expect_counts(session, words, text, counts, why)


@check(weight=2.0)
def lower_cased(exam: SourceExam) -> None:
    """Upper and lower case are the same: in the vocabulary, in the counts, in the label."""
    session = exam.fitted()
    words = vocabulary(session)
    upper = [word for word in words if word != word.lower()]
    expect(not upper, f"vocabulary() holds {len(upper)} words that are not lower-cased, such as {upper[:3]!r}.")
    first, second, _ = _drawn_words(exam, words)
    text, counts = f"{first.upper()} {second.capitalize()} {first}", {first: 2, second: 1}
    _expect_counts(session, words, text, counts, "Lower-case texts before counting.")
    came = predict(session, [change(text) for text in TEXTS for change in (str.lower, str.upper)], _labels(exam))
    for text, lower, upper_label in zip(TEXTS, came[::2], came[1::2], strict=True):
        expect(lower == upper_label, f"predict calls {text.lower()!r} {lower!r} and {text.upper()!r} {upper_label!r}.")


@check(weight=2.0)
def word_order(exam: SourceExam) -> None:
    """The order of the words changes neither the counts nor the label."""
    session = exam.fitted()
    words = vocabulary(session)
    rng = exam.rng("order")
    for text in TEXTS[:3]:
        plain = re.findall(r"[a-z]{2,}", text.lower())
        orders = [" ".join(plain), *(" ".join(rng.permutation(plain).tolist()) for _ in range(3))]
        rows = vectorize(session, orders, words)
        for other, row in zip(orders, rows, strict=True):
            different = np.flatnonzero(row != rows[0]).tolist()
            expect(
                not different,
                f"vectorize([{orders[0]!r}, {other!r}]): the same words in another order have other counts of "
                f"{[words[column] for column in different[:3]]!r}.",
            )
        labels = predict(session, orders, _labels(exam))
        expect(
            len(set(labels)) == 1, f"predict({orders!r}) gives {labels!r}: the order of the words changes the label."
        )


@check(weight=2.0)
def unknown_words_ignored(exam: SourceExam) -> None:
    """A word that training did not have is counted nowhere and changes no label."""
    session = exam.fitted()
    words = vocabulary(session)
    why = "Words that training did not have are left out."
    _expect_counts(session, words, UNSEEN, {}, why)
    first, second, _ = _drawn_words(exam, words)
    _expect_counts(session, words, f"{first} {UNSEEN} {second}", {first: 1, second: 1}, why)
    labels = predict(session, [text for plain in TEXTS for text in (plain, f"{plain} {UNSEEN}")], _labels(exam))
    for text, without, with_unseen in zip(TEXTS, labels[::2], labels[1::2], strict=True):
        expect(
            without == with_unseen,
            f"predict calls {text!r} {without!r}, and the same text followed by {UNSEEN!r} {with_unseen!r}. {why}",
        )


@check(weight=2.0)
def empty_texts(exam: SourceExam) -> None:
    """Empty texts and texts of unknown words alone have no counts, and still get a training label."""
    session = exam.fitted()
    words = vocabulary(session)
    texts = ["", "   ", "\n\t", UNSEEN]
    for text in texts:
        _expect_counts(session, words, text, {}, "There is nothing to count.")
    predict(session, texts, _labels(exam))
    predict(session, ["", TEXTS[0]], _labels(exam))


@check(weight=3.0)
def no_refit(exam: SourceExam) -> None:
    """`predict` learns nothing: vocabulary and vectors are the same before and after it, whatever it was given."""
    with exam.session(fit_on(WEATHER)) as session:
        before = vocabulary(session)
        vector = vectorize(session, [WEATHER[0][0], "sun snow"], before)
        texts = ["snow snow ice", "ice rain snow", "fog sun fog", *[f"snow ice fog {number}" for number in range(20)]]
        predict(session, texts, ["winter", "summer"])
        after = vocabulary(session)
        new = sorted(set(after) - set(before))
        expect(
            after == before,
            f"After fit on texts about rain and sun and predict({texts[:3]!r} and more), vocabulary() has changed from "
            f"{len(before)} to {len(after)} words{f', with {new[:3]!r} among them' if new else ''}. "
            "What a model knows comes from fit alone.",
        )
        again = vectorize(session, [WEATHER[0][0], "sun snow"], after)
        expect(
            np.array_equal(vector, again), "vectorize gives the same text other counts after predict than before it."
        )


@check()
def columns_are_words(exam: SourceExam) -> str:
    """Column k of a vector counts word k of the vocabulary."""
    session = exam.fitted()
    words = vocabulary(session)
    known = set(words)
    telling = [word for word in exam.data.telling if word in known]
    missing = sorted(set(exam.data.telling) - known)
    expect(
        2 * len(telling) >= len(exam.data.telling),
        f"vocabulary() holds only {len(telling)} of {len(exam.data.telling)} words that stand in {TEXTS_OF_WORD} "
        f"training texts or more and are no stop words; it lacks {missing[:5]!r}.",
    )
    asked = exam.rng("columns").permutation(telling)[:20].tolist()
    for word in asked:
        _expect_counts(session, words, word, {word: 1}, "Column k of vectorize belongs to vocabulary()[k].")
    return f"{len(words)} words, {len(asked)} looked at"


@check(weight=2.0)
def labels_given_back(exam: SourceExam) -> None:
    """Labels are strings of any kind; each text gets the one that training gave to such texts."""
    topics = ("rain cold wind", "sun warm beach", "leaf mist harvest")
    for names in (("b", "a", "c"), ("10", "9", "-1"), ("冬天", "夏天", "秋天"), ("yes", "", "no ")):
        rows = [(text, name) for text, name in zip(topics, names, strict=True) for _ in range(12)]
        with exam.session(fit_on(rows)) as session:
            came = predict(session, topics, names)
        expect(
            came == list(names),
            f"After fit on 12 times {topics[0]!r} as {names[0]!r}, 12 times {topics[1]!r} as {names[1]!r} and 12 times "
            f"{topics[2]!r} as {names[2]!r}, predict of these texts gives {came!r}.",
        )


@check(weight=2.0)
def frequent_label_wins(exam: SourceExam) -> None:
    """Where the words say nothing, the label that is frequent in training wins."""
    # Two ways round, so that whoever breaks the tie by the labels' order or by which came first fails in one.
    for frequent, rare in (("alpha", "omega"), ("omega", "alpha")):
        for rare_first in (True, False):
            few, many = [("stone river", rare)] * 10, [("stone river", frequent)] * 60
            with exam.session(fit_on(few + many if rare_first else many + few)) as session:
                came = predict(session, ["stone river", "river", "stone stone"], [frequent, rare])
            expect(
                came == [frequent] * 3,
                f"After fit on 'stone river' 60 times as {frequent!r} and 10 times as {rare!r}, predict(['stone "
                f"river', 'river', 'stone stone']) gives {came!r}. The words are as common with one label as with the "
                "other, so how frequent the labels are (the prior, the intercept) must decide.",
            )


@check()
def any_language(exam: SourceExam) -> None:
    """Chinese, accents and emoji are text too: words between blanks are counted, and nothing crashes."""
    rows = [("电影 很 好看", "电影"), ("相机 电池 耐用", "产品"), ("Café MÜNCHEN naïve", "ville")] * 12
    with exam.session(fit_on(rows)) as session:
        words = vocabulary(session)
        for text, expected in (
            ("电影 电影 电池", {"电影": 2, "电池": 1}),
            ("CAFÉ münchen café", {"café": 2, "münchen": 1}),
        ):
            _expect_counts(session, words, text, expected, "A word is a run of letters of any language.")
        texts = ["好看 电影", "耐用 相机", "naïve münchen"]
        labels = ["电影", "产品", "ville"]
        came = predict(session, texts, labels)
        expect(came == labels, f"After fit on {rows[:3]!r}, 12 times each, predict({texts!r}) gives {came!r}.")
        predict(session, ["这部电影很好看，但是相机的电池不耐用。", "🎬👍🏽 e\u0301 \u200d", "…—“”"], labels)


def _drawn_words(exam: SourceExam, words: Sequence[str]) -> list[str]:
    """Three words of the training texts that have a column: which ones are missing is for one check to say."""
    known = sorted(set(exam.data.telling).intersection(words))
    expect(
        len(known) >= 3,
        f"vocabulary() holds {len(known)} of {len(exam.data.telling)} words that stand in {TEXTS_OF_WORD} training "
        f"texts or more and are no stop words, such as {exam.data.telling[:3]!r}.",
    )
    drawn: list[str] = exam.rng("words").permutation(known)[:3].tolist()
    return drawn


def _labels(exam: SourceExam) -> Sequence[str]:
    return exam.data.training.labels


def _public(exam: SourceExam) -> list[str]:
    texts = exam.data.training.texts
    drawn = exam.rng("training texts").choice(len(texts), min(20, len(texts)), replace=False).tolist()
    return [*TEXTS, "", UNSEEN, *(texts[index] for index in drawn)]


def _small_fit(session: Session, data: SourceData) -> None:
    step = max(1, len(data.training.texts) // 400)
    session.call("fit", list(data.training.texts[::step]), list(data.training.labels[::step]))


CHECKS: tuple[Check[SourceData], ...] = (
    counts_are_counts,
    lower_cased,
    word_order,
    unknown_words_ignored,
    empty_texts,
    no_refit,
    columns_are_words,
    labels_given_back,
    frequent_label_wins,
    any_language,
    same_in_any_batch("predict", _public),
    same_twice("predict", _public),
    empty_list("predict"),
    seed_repeats(_small_fit, "predict", _public),
)
