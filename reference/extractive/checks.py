"""The checks that extractive readers share. Questions and contexts in messages are made up, or training items.

Where answers are to be found, shares of them are wanted: a reader is no oracle. What right answers reach stands in the
question's own `checks.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from harness.question import Check, CheckFailed, check, expect
from reference.checks import empty_list, same_in_any_batch, same_twice, unicode_offsets
from reference.extractive.ask import Answer, ExtractiveExam, ask
from reference.extractive.data import columns
from reference.extractive.stories import PLAIN, Story, Teller

SIDES = (("«", "»"), ("[", "]"), ("🏆 ", " 🔥"), ("“", "”"), ("", "（图）"), ("–", "–"))
"""Put beside an answer, and no part of it: what tokenizers of words cut off."""
BLANK = ("", " ", "\n\t", "\u3000\u00a0")
ODD_QUESTIONS = ("Who bought it?", "On which day?", "", "谁创立了微软？", "🎉👍🏽?", "? ? ?", "how many " * 24)
ODD_CONTEXTS = (
    "a",
    "7",
    "Gates",
    "。",
    "🎉",
    "bill gates founded microsoft in seattle on monday.",
    "BILL GATES FOUNDED MICROSOFT IN SEATTLE ON MONDAY.",
    "  Bill Gates  founded\tMicrosoft \n in   Seattle  . ",
    "Bill Gates\u00a0founded Microsoft\u3000in Seattle.",
    "比尔·盖茨在西雅图创立了微软。",
    "👩‍👩‍👧Bill👍🏽Gates🇧🇷🇯🇵",
    "Łukasz Müller-Nuñez founded Café Noir & Co. in São Paulo, İzmir and ﬁnally Zürich.",
    "…—“”'\"()[]{}<>|\\/@#$%^&*",
    "[CLS] who [SEP] Bill Gates [SEP] [PAD] [UNK] [MASK]",
    "On Monday, Tuesday and Friday 12, 14 or 160 people came; on Sunday 3.",
)
ANYTHING = "Where did José Núñez go, and with how many friends?"


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the answers must be found, of 1."""

    found: float
    """In a sentence or two."""
    long: float
    """In each part of contexts of many windows."""
    surer: float
    """Pairs in which the context with the answer gets the higher score."""


def _teller(exam: ExtractiveExam, purpose: str) -> Teller:
    return Teller(exam.seed, exam.rng(purpose))


def public_items(exam: ExtractiveExam) -> tuple[list[str], list[str]]:
    """Short items: training ones, and made-up ones of a sentence or two."""
    teller = _teller(exam, "public items")
    stories = [teller.tell("person", "place", "number", "day") for _ in range(6)]
    questions, contexts = columns(exam.data.train[:4])
    return [*(story.question for story in stories), *questions], [*(story.context for story in stories), *contexts]


def _plain_items(exam: ExtractiveExam) -> tuple[list[str], list[str]]:
    teller = _teller(exam, "plain items")
    stories = [teller.tell(*PLAIN) for _ in range(16)]
    return [story.question for story in stories], [story.context for story in stories]


@check(weight=2.0)
def answer_is_quoted(exam: ExtractiveExam) -> str:
    """The answer is the context's own text: `answer == context[start:end]`, to the letter, sign and blank."""
    teller = _teller(exam, "quoted")
    stories = [teller.tell("person", "organisation", "object", "place").within(*side) for side in SIDES * 2]
    asked = [(story.question, story.context) for story in stories]
    asked += [(ANYTHING, context) for context in (*ODD_CONTEXTS, *BLANK)]
    answers = ask(exam.fitted(), [question for question, _ in asked], [context for _, context in asked])
    for (question, context), answer in zip(asked, answers, strict=True):
        expect(
            answer.text == context[answer.start : answer.end],
            f"{_call(question, context)} gives the answer {answer.text!r} with start {answer.start} and end "
            f"{answer.end}, but context[{answer.start}:{answer.end}] is {context[answer.start : answer.end]!r}. Cut "
            "the answer out of the context by its offsets: text decoded from tokens has lost letters, accents and "
            "blanks.",
        )
    return f"{len(asked)} answers"


@check(weight=2.0)
def spans_are_clean(exam: ExtractiveExam) -> str:
    """0 <= start < end <= len(context), without white space at the edges; "" at 0 where the context is blank."""
    asked = [(question, context) for context in (*ODD_CONTEXTS, *BLANK) for question in ODD_QUESTIONS]
    answers = ask(exam.fitted(), [question for question, _ in asked], [context for _, context in asked])
    for (question, context), answer in zip(asked, answers, strict=True):
        said = f"{_call(question, context)} gives start {answer.start} and end {answer.end}"
        if not context.strip():
            expect(
                (answer.text, answer.start, answer.end) == ("", 0, 0),
                f'{said}: where there is nothing to read, "" with start 0 and end 0 is the answer.',
            )
            continue
        expect(
            0 <= answer.start < answer.end <= len(context),
            f"{said}, and 0 <= start < end <= {len(context)} must hold: each context that is not blank has an answer. "
            "Choose start and end together, the end not before the start, among the context's own tokens: not among "
            "those of the question, the separators and the pads.",
        )
        quoted = answer.quoted(context)
        expect(quoted == quoted.strip(), f"{said}, {quoted!r}: an answer neither begins nor ends with white space.")
    return f"{len(asked)} answers"


def right_place(share: float, *, weight: float = 2.0) -> Check[Any]:
    """The span is where the answer is told, not where its letters stand first."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "right place")
        stories = [teller.tell("number") for _ in range(12)]
        stories = [story.after(f"Room {story.answer}0 in İzmir was closed. ") for story in stories]
        return _expect_found(
            exam,
            stories,
            share,
            "The letters of the answer stand there before, as part of another number: offsets come from the tokens, "
            "not from looking the answer's text up in the context.",
        )

    sentence = "Start and end are where the answer is told, not where its letters stand first."
    return Check("right_place", run, sentence, weight)


def right_beside_answers(share: float, *, weight: float = 2.0) -> Check[Any]:
    """Signs right beside an answer are no part of it."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "beside")
        stories = [teller.tell(*PLAIN).within(*side).after("Ça, İzmir 🎉… ") for side in SIDES * 3]
        return _expect_found(
            exam,
            stories,
            share,
            "Brackets, quotation marks and Chinese right beside an answer are no part of it; each, and each emoji and "
            "accent before it, counts as many offsets as it has code points.",
        )

    sentence = (
        "Brackets, Chinese and emoji beside an answer move its offsets by their code points, and are no part of it."
    )
    return Check("right_beside_answers", run, sentence, weight)


def question_is_read(share: float, *, weight: float = 3.0) -> Check[Any]:
    """Questions about one context get answers of their own."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "one context")
        stories = []
        for _ in range(8):
            first, second = teller.tell("day"), teller.tell("number")
            stories += [first.before(f" {second.context}"), second.after(f"{first.context} ")]
        return _expect_found(
            exam, stories, share, "Two questions are asked about each context: the question decides what is wanted."
        )

    return Check("question_is_read", run, "Different questions about one context get different answers.", weight)


def never_the_question(share: float, *, weight: float = 3.0) -> Check[Any]:
    """What the question tells is no answer."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "telling questions")
        stories = [teller.telling(*PLAIN) for _ in range(16)]
        return _expect_found(
            exam,
            stories,
            share,
            "The question itself tells of something like it, but answers are spans of the context: leave the "
            "question's tokens out (minus infinity) before the best start and end are chosen.",
        )

    sentence = (
        "An answer is a span of the context, never of the question, also where the question tells a story itself."
    )
    return Check("never_the_question", run, sentence, weight)


LENGTHS = (520, 1000)
"""Words of a long context: 1.2 tokens each."""
PARTS = {"in the first third": (0.0, 0.3), "behind the first 512 tokens": (0.9, 1.0)}
"""Where the answers of long contexts stand, of 1."""


def long_contexts(share: float, *, weight: float = 9.0) -> Check[Any]:
    """Answers in every part of a context longer than the model's maximum length are found."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "long contexts")
        parts = {
            part: [_amid(teller, words, place) for words in LENGTHS for place in places]
            for part, places in PARTS.items()
        } | {"in contexts of one sentence beside the long ones": [teller.tell(*PLAIN) for _ in range(4)]}
        stories = [story for group in parts.values() for story in group]
        answers = ask(exam.fitted(), [story.question for story in stories], [story.context for story in stories])
        told = []
        for part, group in parts.items():
            given, answers = answers[: len(group)], answers[len(group) :]
            wrong = [pair for pair in zip(group, given, strict=True) if not _is_right(*pair)]
            found = len(group) - len(wrong)
            if found < share * len(group):
                raise CheckFailed(
                    f"{_wrong(*wrong[0])} {found} of {len(group)} answers {part} are right, and {share:.0%} are "
                    f"wanted. Contexts of up to {max(LENGTHS)} words are more than the model reads at once: read them "
                    "in windows that overlap, take the best span of all windows of an item, and count its offsets in "
                    "the whole context.",
                )
            told.append(f"{found} of {len(group)} {part}")
        return ", ".join(told)

    sentence = "Answers anywhere in a context longer than the model's maximum length are found."
    return Check("long_contexts", run, sentence, weight)


def _amid(teller: Teller, words: int, place: float) -> Story:
    """A story at this place, of 1, among so many words that tell nothing."""
    story = teller.tell(*PLAIN).after(teller.fillers(int(place * words)))
    return story.before(f" {teller.fillers(int((1 - place) * words))}".rstrip())


def score_tells_how_sure(share: float, *, weight: float = 1.0) -> Check[Any]:
    """The score is higher where the context has the answer than where it has not."""

    def run(exam: ExtractiveExam) -> str:
        teller = _teller(exam, "scores")
        stories = [teller.tell("person", "place", "number", "day") for _ in range(20)]
        others = [teller.fillers(12).rstrip() for _ in stories]
        questions = [story.question for story in stories]
        with_it = ask(exam.fitted(), questions, [story.context for story in stories])
        without = ask(exam.fitted(), questions, others)
        wrong = [
            place for place, (one, other) in enumerate(zip(with_it, without, strict=True)) if one.score <= other.score
        ]
        first = wrong[0] if wrong else 0
        expect(
            len(stories) - len(wrong) >= share * len(stories),
            f"The question {questions[first]!r} gets the score {with_it[first].score:.6g} with the context "
            f"{stories[first].context!r}, and {without[first].score:.6g} with {others[first]!r}, which does not tell. "
            f"The first should be higher; it is in {len(stories) - len(wrong)} of {len(stories)} such pairs, and "
            f"{share:.0%} are wanted. The score says how sure the answer is, comparable between contexts: the sum of "
            "the start's and the end's logit, for example.",
        )
        return f"higher in {len(stories) - len(wrong)} of {len(stories)} pairs"

    sentence = "The score is higher where the context tells the answer than where it does not."
    return Check("score_tells_how_sure", run, sentence, weight)


def shared_checks(shares: Shares) -> tuple[Check[Any], ...]:
    """The checks of every extractive reader."""
    empty: tuple[list[str], list[str]] = ([], [])
    return (
        answer_is_quoted,
        spans_are_clean,
        question_is_read(shares.found),
        never_the_question(shares.found),
        right_place(shares.found),
        right_beside_answers(shares.found),
        unicode_offsets("answer", _plain_items, weight=2.0),
        long_contexts(shares.long),
        score_tells_how_sure(shares.surer),
        same_in_any_batch("answer", public_items, weight=2.0),
        same_twice("answer", public_items),
        empty_list("answer", empty),
    )


def _expect_found(exam: ExtractiveExam, stories: Sequence[Story], share: float, why: str) -> str:
    """Fail the check unless that share of the answers is found, at their very place."""
    answers = ask(exam.fitted(), [story.question for story in stories], [story.context for story in stories])
    wrong = [pair for pair in zip(stories, answers, strict=True) if not _is_right(*pair)]
    found = len(stories) - len(wrong)
    if found < share * len(stories):
        raise CheckFailed(
            f"{_wrong(*wrong[0])} {found} of {len(stories)} such answers are right, and {share:.0%} are wanted. {why}"
        )
    return f"{found} of {len(stories)} answers found"


def _is_right(story: Story, answer: Answer) -> bool:
    return (answer.start, answer.end) == (story.start, story.end)


def _wrong(story: Story, answer: Answer) -> str:
    return (
        f"{_call(story.question, story.context, around=story.start)} gives {answer.quoted(story.context)[:120]!r} "
        f"({answer.start} to {answer.end}), and {story.answer!r} ({story.start} to {story.end}) was expected."
    )


def _call(question: str, context: str, around: int = 0) -> str:
    """The call as a message shows it; of a long context the part around a place."""
    shown, least, most = repr(context), around - 100, around + 100
    if len(context) > 400:
        shown = f"a context of {len(context)} characters with ...{context[max(0, least) : most]!r}..."
    return f"answer([{question[:300]!r}], [{shown}])"
