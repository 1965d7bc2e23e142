"""The checks of question 17. Prompts shown in messages are made up for them; held-out ones never are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from harness.question import Check, Exam, check, expect
from reference.checks import empty_list, same_in_any_batch, same_twice, seed_matters, seed_repeats
from reference.q17_gpt2_generation.ask import continuations, generate
from reference.q17_gpt2_generation.data import FINISHED, OPEN, PROMPTS, QUALITY_LENGTH, GenerationData
from reference.q17_gpt2_generation.pieces import fewest_tokens, pieces
from reference.q17_gpt2_generation.sampling import standard_errors, text_nats

GenerationExam = Exam[GenerationData]

SHORT = 12
"""Tokens asked for where length does not matter."""

FARTHEST = 4.5
"""Standard errors by which the mean loss of sampled text may miss: chance does that to one right answer in 100,000."""


def _call(prompts: Sequence[str], length: int, count: int = 1, *, sample: bool = False) -> str:
    """The call as a message shows it."""
    shown = repr(list(prompts))
    if len(shown) >= 200:
        shown = f"[{len(prompts)} prompts]" if len(prompts) > 1 else "[a long prompt]"
    return f"generate({shown}, {length}, {count}, {sample})"


def _expect_greedy(exam: GenerationExam, prompts: Sequence[str], length: int, answers: Sequence[str], why: str) -> None:
    """Each answer is a greedy continuation of its prompt; near-ties allow more than one (see `causal.greedy`)."""
    for prompt, answer, right in zip(prompts, answers, exam.data.greedy(prompts, length), strict=True):
        shown = prompt if len(prompt) < 150 else f"... {prompt[-100:]}"
        expect(
            answer in right.texts,
            f"{_call(prompts, length)}: the greedy continuation of {shown!r} is {min(right.texts)!r}, "
            f"but {answer[:300]!r} came. {why}",
        )


@check(weight=2.0, gate=True)
def greedy_one_prompt(exam: GenerationExam) -> None:
    """Greedy decoding of one prompt alone takes the model's most probable token at every step."""
    # Prompts after which the model does not end the text: where and how to stop is asked by other checks, and this
    # one is a gate. It is one because a loop of common words, whatever the prompt, has a good mean loss too.
    for prompt in exam.data.unfinished_prompts(SHORT):
        (answer,) = continuations(exam.fitted(), [prompt], SHORT)
        (right,) = exam.data.greedy([prompt], SHORT)
        expect(
            any(answer.startswith(text) for text in right.texts),
            f"{_call([prompt], SHORT)}: the greedy continuation is {min(right.texts)!r}, but {answer[:300]!r} came. "
            "Take the arg-max of the last step's logits, in float32, and decode the new tokens alone.",
        )


@check(weight=3.0)
def greedy_in_unequal_batch(exam: GenerationExam) -> None:
    """Greedy decoding of prompts of unequal lengths in one batch gives what each gives alone."""
    held_out = exam.data.held_out[:16]
    prompts = [*PROMPTS, *(item.prompt for item in held_out)]
    answers = continuations(exam.fitted(), prompts, QUALITY_LENGTH)
    why = (
        "In a batch of unequal lengths the pads belong on the left, under a zero attention mask, and positions "
        "count from the first real token."
    )
    _expect_greedy(exam, PROMPTS, QUALITY_LENGTH, answers[: len(PROMPTS)], why)
    wrong = [
        (item.prompt, min(item.greedy.texts), answer[:300])
        for item, answer in zip(held_out, answers[len(PROMPTS) :], strict=True)
        if answer not in item.greedy.texts
    ]
    expect(
        not wrong,
        f"{len(wrong)} of {len(held_out)} held-out prompts in the same batch are not continued greedily. {why}",
        private=f"prompt, greedy, came: {wrong}",
    )


@check()
def several_greedy_sequences(exam: GenerationExam) -> None:
    """Several greedy sequences asked for: as many equal continuations, not a crash."""
    prompts = PROMPTS[1:4]
    answers = generate(exam.fitted(), prompts, SHORT, 3, sample=False)
    for prompt, texts, right in zip(prompts, answers, exam.data.greedy(prompts, SHORT), strict=True):
        expect(
            len(set(texts)) == 1 and texts[0] in right.texts,
            f"{_call(prompts, SHORT, 3)}: there is one greedy continuation of {prompt!r}, so three times "
            f"{min(right.texts)!r} was expected, but {[text[:100] for text in texts]!r} came.",
        )


@check(weight=2.0)
def stops_at_end_of_text(exam: GenerationExam) -> str:
    """A continuation stops where the model gives its end-of-text token, also beside longer ones in a batch."""
    length = 40
    prompts = [*PROMPTS, *FINISHED]
    ends = [right.ended for right in exam.data.greedy(prompts, length)]
    answers = continuations(exam.fitted(), prompts, length)
    ended = [(prompt, answer) for prompt, answer, end in zip(prompts, answers, ends, strict=True) if end]
    for prompt, answer in ended:
        why = f"The model ends the text there; nothing may follow. The batch had {len(prompts)} prompts."
        _expect_greedy(exam, [prompt], length, [answer], why)
    return f"{len(ended)} of {len(prompts)} prompts end within {length} tokens"


@check()
def no_special_tokens(exam: GenerationExam) -> None:
    """No special token, `<|endoftext|>` or another, shows in a continuation."""
    prompts = [*FINISHED, *PROMPTS[:6]]
    for sample in (False, True):
        answers = generate(exam.fitted(), prompts, 40, 1, sample=sample)
        for prompt, (text,) in zip(prompts, answers, strict=True):
            expect(
                "<|" not in text and "[PAD]" not in text and "<pad>" not in text,
                f"{_call(prompts, 40, 1, sample=sample)}: the continuation of {prompt!r} holds a special token: "
                f"{text[:300]!r}.",
            )


@check()
def prompt_not_repeated(exam: GenerationExam) -> None:
    """Continuations only: the prompt itself is not in the answer."""
    answers = continuations(exam.fitted(), PROMPTS, SHORT)
    for prompt, answer in zip(PROMPTS, answers, strict=True):
        expect(
            not answer.strip().startswith(prompt),
            f"{_call(PROMPTS, SHORT)}: the answer to {prompt!r} begins with the prompt: {answer[:300]!r}.",
        )


@check()
def order_of_prompts(exam: GenerationExam) -> None:
    """The answer at each place belongs to the prompt at that place."""
    prompts = exam.data.clear_prompts(SHORT)
    prompts = [prompts[index] for index in exam.rng("order").permutation(len(prompts)).tolist()]
    alone = [continuations(exam.fitted(), [prompt], SHORT)[0] for prompt in prompts]
    answers = continuations(exam.fitted(), prompts, SHORT)
    for place, answer in enumerate(answers):
        others = [other for other, text in enumerate(alone) if text == answer]
        expect(
            place in others or not others,
            f"{_call(prompts, SHORT)}: place {place} holds {answer!r}, which is the answer to the prompt at place "
            f"{others[0] if others else place}.",
        )


@check()
def obeys_max_new_tokens(exam: GenerationExam) -> None:
    """A continuation has at most `max_new_tokens` tokens, greedy or sampled, and greedy ones have no fewer."""
    vocabulary = pieces(exam.data.model.tokens())
    prompts = PROMPTS[:8]
    for length in (1, 5):
        answers = continuations(exam.fitted(), prompts, length)
        _expect_greedy(exam, prompts, length, answers, f"That many tokens were asked for: {length}.")
        for prompt, texts in zip(prompts, generate(exam.fitted(), prompts, length, 4, sample=True), strict=True):
            for text in texts:
                least = fewest_tokens(text[:1000], vocabulary)
                expect(
                    least <= length,
                    f"{_call(prompts, length, 4, sample=True)}: {text[:100]!r} after {prompt!r} takes at least "
                    f"{least} tokens of the checkpoint's vocabulary.",
                )


@check(weight=2.0)
def long_prompt(exam: GenerationExam) -> None:
    """Of a prompt too long for the window the last `window - max_new_tokens` tokens are kept."""
    window = exam.data.model.window
    why = f"Of a long prompt, keep the last tokens that leave room for the new ones ({window} - {SHORT})."
    long = exam.data.long_prompts()
    _expect_greedy(exam, long[:1], SHORT, continuations(exam.fitted(), long[:1], SHORT), why)
    mixed = [long[1], PROMPTS[2], long[2], PROMPTS[4]]
    _expect_greedy(exam, mixed, SHORT, continuations(exam.fitted(), mixed, SHORT), why)


@check(weight=0.5)
def empty_prompt(exam: GenerationExam) -> None:
    """An empty prompt starts a new text: generation begins after one end-of-text token."""
    for prompts in ([""], ["", PROMPTS[4]]):
        answers = continuations(exam.fitted(), prompts, SHORT)
        _expect_greedy(exam, prompts, SHORT, answers, "An empty prompt stands for one end-of-text token.")


@check()
def samples_differ(exam: GenerationExam) -> None:
    """Sampled continuations differ: of one prompt, and of the same prompt twice in a batch."""
    prompts = [OPEN[0], OPEN[1], OPEN[0]]
    answers = generate(exam.fitted(), prompts, QUALITY_LENGTH, 6, sample=True)
    for prompt, texts in zip(prompts, answers, strict=True):
        expect(
            len(set(texts)) >= 5,
            f"{_call(prompts, QUALITY_LENGTH, 6, sample=True)}: 6 samples after {prompt!r} hold only "
            f"{len(set(texts))} different texts, such as {texts[0][:100]!r}.",
        )
    expect(
        answers[0] != answers[2],
        f"{_call(prompts, QUALITY_LENGTH, 6, sample=True)}: the same prompt twice in a batch got the same samples.",
    )


@check(weight=2.0)
def samples_follow_the_model(exam: GenerationExam) -> str:
    """Sampled text is as probable as text drawn from the model: temperature 1, all tokens, nothing cut off.

    The mean loss of 128 samples of each of two prompts is held against that of 256 of the grader's own; more than
    4.5 standard errors apart fails. Chance does this to one right answer in 100,000.
    """
    model = exam.data.model
    answers = generate(exam.fitted(), OPEN, QUALITY_LENGTH, 128, sample=True)
    came, drawn = [], []
    for prompt, texts in zip(OPEN, answers, strict=True):
        context = model.context(prompt, QUALITY_LENGTH)
        ids = model.sample(context, 256, QUALITY_LENGTH, exam.rng(f"samples of {prompt}"))
        came.append(text_nats(model, context, texts, QUALITY_LENGTH))
        drawn.append(text_nats(model, context, [model.decode(row) for row in ids], QUALITY_LENGTH))
    off = standard_errors(came, drawn)
    hint = (
        "too probable: is the temperature below 1, or a top-k, top-p or beam search left on?"
        if off < 0
        else "too improbable: is the temperature above 1, or are the logits not those after the prompt?"
    )
    expect(
        abs(off) <= FARTHEST,
        f"{_call(OPEN, QUALITY_LENGTH, 128, sample=True)}: the samples' mean loss under the model is "
        f"{np.mean(came):.1f} nats a continuation, and {np.mean(drawn):.1f} was expected. They are {hint}",
    )
    return f"off by {off:+.1f} standard errors"


def _clear(exam: GenerationExam) -> list[str]:
    return exam.data.clear_prompts(SHORT)


def _long(exam: GenerationExam) -> list[str]:
    """A prompt several times as long as the others that just fits the window: longer ones have a check of their own."""
    text = exam.data.long_prompts()[0].split()
    while len(exam.data.model.encode(" ".join(text))) > exam.data.model.window - SHORT:
        del text[0]
    return [" ".join(text)]


def _open(exam: GenerationExam) -> list[str]:  # noqa: ARG001 - the shared checks pass it
    return list(OPEN)


CHECKS: tuple[Check[GenerationData], ...] = (
    greedy_one_prompt,
    greedy_in_unequal_batch,
    several_greedy_sequences,
    stops_at_end_of_text,
    no_special_tokens,
    prompt_not_repeated,
    order_of_prompts,
    obeys_max_new_tokens,
    long_prompt,
    empty_prompt,
    samples_differ,
    samples_follow_the_model,
    same_in_any_batch("generate", _clear, arguments=(SHORT, 1, False), neighbour=_long),
    same_twice("generate", _clear, arguments=(SHORT, 1, False)),
    empty_list("generate", arguments=(SHORT, 1, False)),
    seed_repeats(None, "generate", _open, arguments=(SHORT, 2, True)),
    seed_matters(None, "generate", _open, arguments=(SHORT, 2, True)),
)
