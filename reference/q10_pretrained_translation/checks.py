"""The checks of question 10, on public sentences.

Each fault is to cost the checks that are about it, and not all of them. So whatever is compared is stripped of special
tokens and of blanks at its ends, and only the checks of batches ask for several sentences of unequal lengths, in
which one would be padded, and compare that one.
"""

from __future__ import annotations

from collections.abc import Sequence

from harness.question import Check, check, expect
from reference.checks import empty_list, keeps_order, same_in_any_batch, same_twice, seed_repeats
from reference.q10_pretrained_translation.ask import TranslationExam, call, shown, translate
from reference.q10_pretrained_translation.data import MADE_UP, ODD, TranslationData

LENGTH = 40
"""Tokens asked for where length does not matter: few translations of the embedded sentences have more than 26."""

BEAMS = 4
CUT = "\N{REPLACEMENT CHARACTER}"
"""What the bytes of half a character become."""

BEAMS_FOUND = 0.5
"""Share of the sentences where greedy and beam search part that come out as beam search has them. All do by the
reference; greedy search has none of them; beam search that stops early or does not divide by the length, which another
check is about, 0.64 to 1.00 (seeds 0 to 3, 8 to 27 sentences)."""

MOST_CONTESTED = 12
"""Such sentences asked about one by one."""

BLANK = ("", " ", "\n\t ", "\u3000")


def _wrong(
    exam: TranslationExam, sentences: Sequence[str], beams: int, length: int, answers: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Sentence, translation and answer wherever the answer is another one, near-ties and endless ones apart."""
    plain = exam.data.model.plain
    clear = set(exam.data.clear(sentences, beams, length))
    rights = exam.data.right(sentences, beams, length)
    return [
        (sentence, right.text, answer)
        for sentence, right, answer in zip(sentences, rights, answers, strict=True)
        if sentence in clear and plain(answer) != plain(right.text)
    ]


def _expect_right(
    exam: TranslationExam,
    sentences: Sequence[str],
    beams: int,
    length: int,
    answers: Sequence[str],
    why: str,
    *,
    beside: Sequence[str] = (),
) -> str:
    """`beside` are all sentences of the call, where the answer hangs on what a sentence stood beside."""
    wrong = _wrong(exam, sentences, beams, length, answers)
    count = len(exam.data.clear(sentences, beams, length))
    search = "greedy search" if beams == 1 else f"beam search with {beams} beams"
    sentence, right, answer = wrong[0] if wrong else ("", "", "")
    expect(
        not wrong,
        f"{call(beside or [sentence], beams, length)}: {search} translates {shown(sentence)} as {right!r}, but "
        f"{shown(answer)} came (wrong in {len(wrong)} of {count}). {why}",
    )
    return f"{count} translations equal, {len(sentences) - count} near-ties and endless ones not looked at"


def _alone(exam: TranslationExam) -> list[str]:
    """Twelve sentences, half of them such that the checkpoint makes something of its own of them."""
    return exam.data.clear([*MADE_UP[:3], *exam.data.daily[:3], *exam.data.office[:8]], 1, LENGTH)[:12]


def _translated_alone(exam: TranslationExam) -> list[str]:
    return exam.memo("alone", lambda: _one_by_one(exam, _alone(exam), 1))


def _one_by_one(exam: TranslationExam, sentences: Sequence[str], beams: int) -> list[str]:
    session = exam.fitted()
    return [translate(session, [sentence], beams, LENGTH)[0] for sentence in sentences]


@check(gate=True)
def the_checkpoint_translates(exam: TranslationExam) -> str:
    """The translations are the checkpoint's: at least half of twelve sentences come out as it has them, one a call."""
    sentences = _alone(exam)
    wrong = _wrong(exam, sentences, 1, LENGTH, _translated_alone(exam))
    sentence, right, answer = wrong[0] if wrong else ("", "", "")
    expect(
        2 * len(wrong) <= len(sentences),
        f"{call([sentence], 1, LENGTH)}: the checkpoint translates it, greedily, as {right!r}, but {shown(answer)} "
        f"came (wrong in {len(wrong)} of {len(sentences)}). Right or wrong, it is the checkpoint's translation that is "
        "asked for.",
    )
    return f"{len(sentences) - len(wrong)} of {len(sentences)} as the checkpoint has them"


@check(weight=2.0)
def greedy_alone(exam: TranslationExam) -> None:
    """Greedy translation (1 beam) of one sentence alone takes the most probable token at every step."""
    for sentence, answer in zip(_alone(exam), _translated_alone(exam), strict=True):
        why = "One beam: take the arg-max of each step's logits, in float32 and evaluation mode; draw nothing."
        _expect_right(exam, [sentence], 1, LENGTH, [answer], why)


@check(weight=4.0)
def greedy_in_unequal_batch(exam: TranslationExam) -> str:
    """Greedy translation of sentences of unequal lengths in one batch gives what each gives alone."""
    why = (
        "In a batch of unequal lengths the encoder is given the attention mask, and so is the decoder for what it "
        "reads of the encoder: a pad that is attended to changes the translation."
    )
    for sentences in (MADE_UP, [*exam.data.public(), exam.data.long_sentences()[0]]):
        answers = translate(exam.fitted(), sentences, 1, LENGTH)
        said = _expect_right(exam, sentences, 1, LENGTH, answers, why, beside=sentences)
    return said


@check(weight=3.0)
def beams_are_used(exam: TranslationExam) -> str:
    """With 2 and with 4 beams, translations come out that greedy search does not find."""
    said = []
    for beams in (2, BEAMS):
        sentences = exam.data.contested(beams, LENGTH)[:MOST_CONTESTED]
        if not sentences:
            continue
        _one_by_one(exam, sentences, 1)  # an answer that remembers sentences gives these again
        wrong = _wrong(exam, sentences, beams, LENGTH, _one_by_one(exam, sentences, beams))
        sentence, right, answer = wrong[0] if wrong else ("", "", "")
        expect(
            len(wrong) <= (1 - BEAMS_FOUND) * len(sentences),
            f"{call([sentence], beams, LENGTH)}, after the same with 1 beam: {right!r} was expected, but "
            f"{shown(answer)} came (wrong in {len(wrong)} of {len(sentences)}, all of them sentences that greedy "
            "search translates otherwise). Is num_beams used, in every call?",
        )
        said.append(f"{len(sentences) - len(wrong)} of {len(sentences)} with {beams} beams")
    return ", ".join(said) or "beam search finds nothing else than greedy search"


@check(weight=3.0)
def beam_search_exact(exam: TranslationExam) -> str:
    """Beam search with 4 beams gives the finished hypothesis that scores best; the batches need no pads."""
    why = (
        "A hypothesis scores its summed log-probability over its number of tokens, the end counted, and the search "
        "goes on until four finished ones score no less than the best open one: length_penalty=1.0, "
        "early_stopping=False."
    )
    sentences = list(dict.fromkeys([*exam.data.public(), *exam.data.contested(BEAMS, LENGTH)]))
    for batch in exam.data.level(sentences):
        _expect_right(exam, batch, BEAMS, LENGTH, translate(exam.fitted(), batch, BEAMS, LENGTH), why)
    count = len(exam.data.clear(sentences, BEAMS, LENGTH))
    return f"{count} translations equal, {len(sentences) - count} near-ties and endless ones not looked at"


@check()
def no_special_tokens(exam: TranslationExam) -> None:
    """No special token of the tokenizer (`<pad>`, `</s>` or another) shows in a translation."""
    sentences = [*MADE_UP, *exam.data.office[:8]]
    for beams, length in ((1, LENGTH), (BEAMS, LENGTH), (1, 4)):
        for sentence, answer in zip(sentences, translate(exam.fitted(), sentences, beams, length), strict=True):
            found = [token for token in exam.data.model.special if token in answer]
            expect(
                not found,
                f"{call(sentences, beams, length)}: the translation of {shown(sentence)} holds {found}: "
                f"{shown(answer)}. Decode with skip_special_tokens.",
            )


@check(weight=2.0)
def obeys_max_new_tokens(exam: TranslationExam) -> None:
    """A translation ends after `max_new_tokens` tokens; greedy ones have no fewer, unless they end by themselves.

    Half a character at the end (U+FFFD) is not looked at. With beams, the text may be read back as one token more.
    """
    data = exam.data
    sentences = max(data.level(data.clear(data.public(), 1, LENGTH)), key=len)[:8]
    for length in (1, 4, 9):
        answers = translate(exam.fitted(), sentences, 1, length)
        for sentence, right, answer in zip(sentences, data.right(sentences, 1, length), answers, strict=True):
            came = data.model.plain(answer).replace(CUT, "")
            expect(
                came == data.model.plain(right.text).replace(CUT, ""),
                f"{call(sentences, 1, length)}: the greedy translation of {shown(sentence)} has "
                f"{right.text!r} for its first {length} token(s), but {shown(answer)} came.",
            )
        for sentence, answer in zip(sentences, translate(exam.fitted(), sentences, BEAMS, length), strict=True):
            count = data.model.count(data.model.plain(answer[:1000]).replace(CUT, ""), target=True)
            expect(
                count <= length + 1,
                f"{call(sentences, BEAMS, length)}: {shown(answer)}, the translation of {shown(sentence)}, has {count} "
                "tokens.",
            )


@check()
def blank_sentences(exam: TranslationExam) -> None:
    """A sentence that is empty or of white space alone is translated as `""`, alone and beside others."""
    mixed = [BLANK[0], MADE_UP[0], *BLANK[1:]]
    for beams in (1, BEAMS):
        for sentences in (list(BLANK), [""], mixed):
            answers = translate(exam.fitted(), sentences, beams, LENGTH)
            for sentence, answer in zip(sentences, answers, strict=True):
                expect(
                    sentence.strip() or not exam.data.model.plain(answer),
                    f"{call(sentences, beams, LENGTH)}: {shown(answer)} came for {sentence!r}, and '' was expected: "
                    "nothing was said, and a model that is asked about it makes something up.",
                )
        why = "Blank sentences beside it change nothing."
        _expect_right(exam, mixed[1:2], beams, LENGTH, answers[1:2], why, beside=mixed)


@check(weight=2.0)
def long_texts(exam: TranslationExam) -> str:
    """Of a text too long for the model, the first `model_max_length` tokens are used, the end token among them."""
    longest = exam.data.model.longest
    why = (
        f"Of a long text, the first {longest - 1} tokens and then the end token are read (model_max_length is "
        f"{longest}): the tokenizer's truncation does so."
    )
    texts = exam.data.long_sentences()
    first = exam.data.clear(texts, 1, LENGTH)[:1]
    _expect_right(exam, first, 1, LENGTH, translate(exam.fitted(), first, 1, LENGTH), why)
    mixed = [MADE_UP[0], *texts, MADE_UP[6]]
    answers = translate(exam.fitted(), mixed, 1, LENGTH)
    return _expect_right(exam, texts, 1, LENGTH, answers[1:-1], why, beside=mixed)


@check()
def any_text(exam: TranslationExam) -> None:
    """Emoji, Chinese, line breaks and the like raise nothing, and are translated as the checkpoint has them."""
    why = "The text goes to the tokenizer as it is."
    for sentence, answer in zip(ODD, _one_by_one(exam, ODD, 1), strict=True):
        _expect_right(exam, [sentence], 1, LENGTH, [answer], why)
    translate(exam.fitted(), ODD, BEAMS, LENGTH)


def _clear(exam: TranslationExam) -> list[str]:
    return exam.data.clear([*MADE_UP, *exam.data.daily[:6], *exam.data.office[:10]], 1, LENGTH)


def _clear_with_beams(exam: TranslationExam) -> list[str]:
    return exam.data.clear([*MADE_UP, *exam.data.office[:12]], BEAMS, LENGTH)


def _long(exam: TranslationExam) -> list[str]:
    return exam.data.long_sentences()[1:2]


CHECKS: tuple[Check[TranslationData], ...] = (
    the_checkpoint_translates,
    greedy_alone,
    greedy_in_unequal_batch,
    beams_are_used,
    beam_search_exact,
    no_special_tokens,
    obeys_max_new_tokens,
    blank_sentences,
    long_texts,
    any_text,
    keeps_order("translate", _clear, arguments=(1, LENGTH)),
    same_in_any_batch("translate", _clear_with_beams, arguments=(BEAMS, LENGTH), neighbour=_long),
    same_twice("translate", _clear, arguments=(1, LENGTH)),
    empty_list("translate", arguments=(BEAMS, LENGTH), weight=0.5),
    seed_repeats(None, "translate", _clear, arguments=(1, LENGTH), weight=0.5),
)
