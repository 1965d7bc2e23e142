"""The checks of question 7. Messages show made-up contexts and training text, never a held-out sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from harness.question import Check, Session, check, expect
from reference.q07_language_model.ask import TOLERANCE, LanguageExam, Probe, next_word_probs, probes, score
from reference.q07_language_model.contrasts import END, UNKNOWN
from reference.q07_language_model.data import LanguageData, Sentence

UNSEEN = ("zzyqx", "blorptik", "鑫鑫词")
"""Words that no training text holds."""

CONTEXTS: tuple[Sentence, ...] = (
    [],
    ["the"],
    ["it", "is", "one", "of", "the"],
    ["this", "film", "is"],
    ["new", "york", "city"],
    ["of", "of", "of"],
    ["the", UNKNOWN],
    [UNSEEN[0]],
    ["the", "film", *UNSEEN[1:]],
    ["i", "bought", "this", "player", "because", "it", "was", "cheap", "."],
)

CHINESE: tuple[Sentence, ...] = (
    ["我", "喜欢", "这", "部", "电影", "。"],
    ["我", "不", "喜欢", "这", "本", "书", "。"],
    ["他", "喜欢", "这", "本", "书", "。"],
    ["这", "部", "电影", "很", "好看", "。"],
)


def _shown(context: Sequence[str]) -> str:
    return f"next_word_probs({list(context)!r})"


def _expect_normalised(probabilities: Mapping[str, float], shown: str, *, private: str = "") -> None:
    total = math.fsum(probabilities.values())
    expect(
        abs(total - 1) <= 1e-6,
        f"{shown}: the probabilities sum to {total:.9g}, and 1 was expected, within 1e-6. Of each context, whatever "
        "mass smoothing takes from seen words must go to the others, no more and no less.",
        private=private,
    )


def _expect_support(probabilities: Mapping[str, float], support: frozenset[str], shown: str) -> None:
    missing = sorted(support - probabilities.keys())
    expect(
        not missing,
        f"{shown}: {len(missing)} of {len(support)} words that may come next have no entry, such as {missing[:3]!r}. "
        f"Every word of the training text, {UNKNOWN} and {END} belong to it, whatever the context.",
    )


@check(weight=2.0)
def support(exam: LanguageExam) -> None:
    """After every context, each training word, `<unk>` and `</s>` has an entry."""
    for context in CONTEXTS:
        _expect_support(next_word_probs(exam.fitted(), context), exam.data.support, _shown(context))


@check(weight=3.0, gate=True)
def sums_to_one(exam: LanguageExam) -> str:
    """After every context, the probabilities sum to 1 within 1e-6."""
    training = exam.data.training
    rng = exam.rng("contexts")
    drawn = [training[index] for index in rng.choice(len(training), 8).tolist()]
    for context in [*CONTEXTS, *(sentence[: int(rng.integers(len(sentence) + 1))] for sentence in drawn)]:
        _expect_normalised(next_word_probs(exam.fitted(), context), _shown(context))
    asked = probes(exam)
    for probe in asked:
        private = f"after {probe.context!r}"
        _expect_normalised(
            probe.probabilities, "next_word_probs, after the beginning of a held-out sentence", private=private
        )
    return f"{len(CONTEXTS)} made-up contexts, 8 of training text, {len(asked)} of held-out text"


@check()
def none_negative(exam: LanguageExam) -> None:
    """No probability is negative."""
    for context in CONTEXTS:
        probabilities = next_word_probs(exam.fitted(), context)
        word = min(probabilities, key=probabilities.__getitem__)
        expect(probabilities[word] >= 0, f"{_shown(context)}: {word!r} has the probability {probabilities[word]:.6g}.")
    for probe in probes(exam):
        least = min(probe.probabilities.values(), default=0.0)
        expect(least >= 0, f"After the beginning of a held-out sentence a word has the probability {least:.6g}.")


@check(weight=2.0)
def nothing_is_impossible(exam: LanguageExam) -> None:
    """After every context, each training word, `<unk>` and `</s>` has a probability above 0: smoothing."""
    for context in CONTEXTS:
        probabilities = next_word_probs(exam.fitted(), context)
        never = sorted(word for word in exam.data.support if probabilities.get(word, 0.0) <= 0)
        expect(
            not never,
            f"{_shown(context)}: {len(never)} of {len(exam.data.support)} words have the probability 0 or none, such "
            f"as {never[:3]!r}. A word that never followed this context in training may follow it all the same.",
        )


@check()
def empty_context(exam: LanguageExam) -> None:
    """The empty context is the beginning of a sentence: what begins many is likelier there than what begins none."""
    came = next_word_probs(exam.fitted(), [])
    for opening in exam.data.contrasts.openings:
        likely, unlikely = (came.get(word, 0.0) for word in (opening.likely, opening.unlikely))
        expect(
            likely > unlikely,
            f"next_word_probs([]) gives {opening.likely!r} {likely:.3g} and {opening.unlikely!r} {unlikely:.3g}: "
            f"{opening.begins[0]} training sentences begin with the first and {opening.begins[1]} with the second. The "
            "empty context is the beginning of a sentence, not the absence of one.",
        )


@check(weight=2.0)
def unseen_words_are_unk(exam: LanguageExam) -> None:
    """A word that training did not have counts as `<unk>`, in a context and in a scored sentence."""
    session = exam.fitted()
    for context in (["the", "{}"], ["{}"], ["the", "{}", "of"]):
        known = next_word_probs(session, [word.format(UNKNOWN) for word in context])
        for unseen in UNSEEN:
            came = next_word_probs(session, [word.format(unseen) for word in context])
            word = max(known.keys() | came.keys(), key=lambda word: abs(known.get(word, 0.0) - came.get(word, 0.0)))
            expect(
                abs(known.get(word, 0.0) - came.get(word, 0.0)) <= 1e-6,
                f"{_shown([word.format(unseen) for word in context])} gives {word!r} {came.get(word, 0.0):.6g}, and "
                f"with {UNKNOWN} in place of the unseen word it has {known.get(word, 0.0):.6g}: they are the same.",
            )
    for sentence in (["the", "{}", "is", "good", "."], ["{}"]):
        asked = [[word.format(other) for word in sentence] for other in (UNKNOWN, *UNSEEN)]
        first, *others = score(session, asked)
        for words, values in zip(asked[1:], others, strict=True):
            expect(
                max(abs(one - other) for one, other in zip(first, values, strict=True)) <= 1e-4,
                f"score([{words!r}]) is {_rounded(values)}, and with {UNKNOWN} in place of the unseen word "
                f"{_rounded(first)}: they are the same.",
            )


@check(weight=3.0)
def depends_on_context(exam: LanguageExam) -> None:
    """The next word depends on the words before it."""
    session = exam.fitted()
    contrasts = exam.data.contrasts
    for one in (*contrasts.following, *contrasts.ends):
        likely, unlikely = (next_word_probs(session, context).get(one.word, 0.0) for context in (one.here, one.there))
        expect(
            likely > 3 * unlikely,
            f"{_shown(one.here)} gives {one.word!r} {likely:.3g}, and after {one.there!r} it has {unlikely:.3g}: more "
            f"than three times as much was expected after the first, which it follows {one.seen[0]} in the training "
            f"text, and the second {one.seen[1]}.",
        )


@check()
def sentence_end(exam: LanguageExam) -> None:
    """`score` has one number more than the sentence has words: that of `</s>`, also for the empty sentence."""
    session = exam.fitted()
    expect(score(session, []) == [], "score([]): no sentences, no scores: [] was expected.")
    sentences: list[Sentence] = [[], ["the", "film", "is", "good", "."], ["the", "film", "is", "the"]]
    ends = exam.data.contrasts.ends
    sentences += [context for end in ends for context in (end.here, end.there)]
    values = score(session, sentences)
    for sentence, answer in zip(sentences, values, strict=True):
        probability = next_word_probs(session, sentence).get(END, 0.0)
        expect(
            probability > 0 and abs(answer[-1] - math.log(probability)) <= TOLERANCE,
            f"score([{sentence!r}]) ends with {answer[-1]:.4g}, and the logarithm of {_shown(sentence)}[{END!r}] = "
            f"{probability:.4g} was expected there.",
        )
    for end, here, there in zip(ends, values[3::2], values[4::2], strict=True):
        expect(
            here[-1] > there[-1] + 1,
            f"score gives {END} {here[-1]:.4g} after {end.here!r} and {there[-1]:.4g} after {end.there!r}; at least 1 "
            f"more was expected after the first, where a training sentence ends {end.seen[0]}, while after the second "
            f"one ends {end.seen[1]}. Every training sentence ends with {END}: count it.",
        )
        rival = next_word_probs(session, end.here).get(end.rival, 0.0)
        expect(
            math.exp(here[-1]) > rival,
            f"score gives {END} {here[-1]:.4g} after {end.here!r}, where a training sentence ends {end.seen[0]}, and "
            f"{_shown(end.here)} gives {end.rival!r} {rival:.4g}, which hardly ever follows: {END} must be likelier. "
            f"Every training sentence ends with {END}: count it.",
        )


@check()
def repeated_words(exam: LanguageExam) -> None:
    """A word repeated in the data, or a corpus of equal sentences, breaks no count and no discount."""
    for rows in ([["ha", "ha", "ha", "ha"]] * 3, [["no"]], [["very", "very", "good"], ["very", "very", "very", "bad"]]):
        word = rows[0][0]
        with exam.session(_fit_on(rows)) as session:
            for context in ([], [word], [word, word], [UNSEEN[0]]):
                _expect_all(session, rows, context)
            known, unseen = score(session, [[word], [UNSEEN[0]]])
        expect(
            known[0] > unseen[0],
            f"After fit({rows!r}), score([[{word!r}], [{UNSEEN[0]!r}]]) finds the unseen word as likely as the one "
            f"that every sentence begins with: {unseen[0]:.4g} and {known[0]:.4g}.",
        )


@check()
def chinese_words(exam: LanguageExam) -> None:
    """Words are any strings: a model of Chinese ones is a model too."""
    rows = [list(sentence) for sentence in CHINESE]
    with exam.session(_fit_on(rows)) as session:
        for context in ([], ["我"], ["喜欢", "这"], ["没见过"]):
            _expect_all(session, rows, context)
        probabilities = next_word_probs(session, ["我", "喜欢"])
    expect(
        probabilities["这"] > probabilities["我"],
        f"After fit on {len(rows)} Chinese sentences, next_word_probs(['我', '喜欢']) gives '这' "
        f"{probabilities['这']:.3g} and '我' {probabilities['我']:.3g}: '喜欢' is always followed by '这'.",
    )


@check(weight=3.0, gate=True)
def score_agrees(exam: LanguageExam) -> str:
    """`score` is the logarithm of what `next_word_probs` says of each word, wherever one looks."""
    rng = exam.rng("agreement")
    training = [sentence for sentence in exam.data.training if sentence]
    drawn = [training[index] for index in rng.choice(len(training), 12).tolist()]
    made_up = [["the", "film", UNSEEN[0], "is", "a", "joy", "."], ["of", "of", "of"], list(UNSEEN)]
    sentences = [list(sentence) for sentence in [*made_up, *drawn]]
    for sentence, values in zip(sentences, score(exam.fitted(), sentences), strict=True):
        words = [*(word if word in exam.data.support else UNKNOWN for word in sentence), END]
        position = int(rng.integers(len(words)))
        context = sentence[:position]
        probe = Probe(context, words[position], next_word_probs(exam.fitted(), context), values[position])
        probability = probe.probabilities.get(probe.word, 0.0)
        expect(
            probe.off <= TOLERANCE,
            f"score([{sentence!r}])[0][{position}] is {probe.scored:.6g}, but {_shown(context)} gives {probe.word!r} "
            f"{probability:.6g}, whose logarithm is {math.log(probability) if probability > 0 else -math.inf:.6g}.",
        )
    asked = probes(exam)
    wrong = [probe for probe in asked if probe.off > TOLERANCE]
    expect(
        not wrong,
        f"At {len(wrong)} of {len(asked)} positions of held-out sentences, score said something else than the "
        "logarithm of next_word_probs in a second session of the same seed, trained on the same text, that never saw "
        f"those sentences; the largest difference is {max((probe.off for probe in wrong), default=0.0):.3g} nats. "
        "Neither may depend on what was scored before, nor on chance.",
        private="; ".join(f"{probe.context!r} {probe.word!r}: {probe.scored:.4g}" for probe in wrong[:10]),
    )
    return f"{len(sentences)} public positions, {len(asked)} held-out ones"


def _expect_all(session: Session, rows: Sequence[Sentence], context: Sentence) -> None:
    """A distribution over the words of `rows`, each above 0."""
    shown = f"After fit({list(rows)!r}), {_shown(context)}"
    probabilities = next_word_probs(session, context)
    words = frozenset(word for row in rows for word in row) | {UNKNOWN, END}
    _expect_support(probabilities, words, shown)
    _expect_normalised(probabilities, shown)
    word = min(words, key=probabilities.__getitem__)
    expect(probabilities[word] > 0, f"{shown}: {word!r} has the probability {probabilities[word]:.6g}.")


def _fit_on(rows: Sequence[Sentence]) -> Callable[[Session], None]:
    def setup(session: Session) -> None:
        session.call("fit", list(rows))

    return setup


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in values]


CHECKS: tuple[Check[LanguageData], ...] = (
    support,
    sums_to_one,
    none_negative,
    nothing_is_impossible,
    empty_context,
    unseen_words_are_unk,
    depends_on_context,
    sentence_end,
    repeated_words,
    chinese_words,
    score_agrees,
)
