"""The checks of question 12. Text spoken of in messages is training text or made up."""

from __future__ import annotations

import numpy as np

from harness.question import Check, Session, check, expect
from reference.checks import (
    Measured,
    causal,
    empty_list,
    no_foresight,
    rows_sum_to_one,
    same_in_any_batch,
    same_twice,
    seed_matters,
    seed_repeats,
)
from reference.data.token_text import VOCABULARY, decode, encode
from reference.q12_attention_generator.ask import (
    WINDOWS_A_CALL,
    fit,
    fit_small,
    generate,
    held_out_nats,
    log_probs,
    nats,
)
from reference.q12_attention_generator.attention import ATTENTION_CHECKS, GeneratorExam
from reference.q12_attention_generator.data import LENGTH, GeneratorData

SHORT = 3
"""Tokens before the predicted one that must not be all that helps."""

PLACES = range(24, 64, 4)
"""Rows at which that is measured."""

FAR = 24
LEAST_CHANGE = 1e-5
"""A probability that moves by more was reached: rounding comes to some 1e-7; the reference moved by 0.04 at the least,
with five seeds and little training."""

ENOUGH = 4.0
"""Standard errors by which an effect must stand out: by chance alone it does once in 30,000 times. With five seeds and
little training the reference came to 12 at the least where context helps, and to 17 where a prompt matters."""

PROMPTS, PROMPT, CONTINUATION = 96, 24, 8
FARTHEST = 6.0
"""Standard errors by which generated tokens may be more surprising than their rows say; right answers were within 2."""

MADE_UP = 11
"""The size of a vocabulary unlike the text's."""


def _batch(exam: GeneratorExam) -> np.ndarray:
    """Windows in the shape in which quality is measured: training ones, and held-out ones that no message shows."""
    return np.concatenate([exam.data.public(4, LENGTH, exam.rng("windows")), exam.data.held_out[:4]])


def _public(exam: GeneratorExam) -> np.ndarray:
    """Windows [9, 48]: training text, and made-up text of one token, of two in turn, and of any."""
    made_up = [np.zeros(48, np.int64), np.arange(48) % 2 + 30, exam.rng("any tokens").integers(VOCABULARY, size=48)]
    return np.concatenate([exam.data.public(6, 48, exam.rng("short windows")), np.array(made_up)])


def _others_from(tokens: np.ndarray, t: int, rng: np.random.Generator) -> np.ndarray:
    """The windows with other tokens in the place of tokens t, t + 1, ..."""
    changed = tokens.copy()
    changed[:, t:] = (changed[:, t:] + rng.integers(1, VOCABULARY, size=changed[:, t:].shape)) % VOCABULARY
    return changed


@check(weight=5.0)
def context_helps(exam: GeneratorExam) -> str:
    """What lies more than 3 tokens back helps to predict: rows are better than with the last 3 tokens alone."""
    data, session = exam.data, exam.fitted()
    windows = data.public(128, PLACES[-1] + 2, exam.rng("long contexts"))
    ends = np.concatenate([windows[:, t + 1 - SHORT : t + 2] for t in PLACES])
    whole = nats(log_probs(session, windows, data.vocab_size), windows)[:, PLACES].T.ravel()
    gain = nats(log_probs(session, ends, data.vocab_size), ends)[:, -1] - whole
    error = float(gain.std() / np.sqrt(len(gain)))
    expect(
        gain.mean() > ENOUGH * error,
        f"Row t of log_probs(tokens), for 128 windows of training text and t = {PLACES[0]}, {PLACES[1]} .. "
        f"{PLACES[-1]}, was held against the last row of log_probs(tokens[:, t - {SHORT - 1} : t + 1]), which is shown "
        f"the last {SHORT} tokens alone: with the whole context the true next token costs {gain.mean():.3f} nats less, "
        f"with a standard error of {error:.3f}. More than {ENOUGH:g} standard errors were expected: what lies farther "
        "back must reach the row and help.",
    )
    return f"the whole context saves {gain.mean():.3f} nats, with a standard error of {error:.3f}"


@check(weight=3.0)
def sees_the_beginning(exam: GeneratorExam) -> str:
    """Tokens 24 and more back still reach a row: a recurrent net with attention has no fixed window, as n-grams have.

    Of training windows all tokens up to s are changed, and row s + 24 is looked at.
    """
    data, session = exam.data, exam.fitted()
    windows = data.public(16, 64, exam.rng("far back"))
    rows = np.exp(log_probs(session, windows, data.vocab_size))
    moved = 0.0
    for s in (5, 20, 35):
        changed = _others_from(windows[:, ::-1], 63 - s, exam.rng(f"far back {s}"))[:, ::-1]
        came = np.exp(log_probs(session, changed.copy(), data.vocab_size))
        moved = max(moved, float(np.abs(came - rows)[:, s + FAR].max()))
    expect(
        moved > LEAST_CHANGE,
        f"log_probs(16 windows of training text): when all tokens up to s are changed, row s + {FAR} must change, but "
        f"no probability in it moves by more than {moved:.1e} (s = 5, 20, 35). The state is carried from the first "
        "token on, and attention looks back at all of them.",
    )
    return f"a probability {FAR} tokens later moves by {moved:.2g}"


@check()
def any_length(exam: GeneratorExam) -> None:
    """Windows of any length are answered: the rows of a beginning are the first rows of the whole."""
    data, session = exam.data, exam.fitted()
    tokens = data.public(4, 300, exam.rng("any length"))
    rows = log_probs(session, tokens, data.vocab_size)
    for length in (1, 2, 40, 200):
        beginning = log_probs(session, tokens[:, :length], data.vocab_size)
        off = float(np.abs(np.exp(beginning) - np.exp(rows[:, :length])).max())
        expect(
            off <= 1e-4,
            f"log_probs(tokens [4, 300]) and log_probs(tokens[:, :{length}]): probabilities in the first {length} rows "
            f"differ by up to {off:.2g}. A row must depend on the tokens up to its own, not on how many follow.",
        )


@check()
def no_state_between_calls(exam: GeneratorExam) -> None:
    """Every call of `log_probs` begins anew: a call about other windows of the same shape changes nothing."""
    data, session = exam.data, exam.fitted()
    tokens = data.public(6, 40, exam.rng("calls in a row"))
    first = log_probs(session, tokens, data.vocab_size)
    log_probs(session, tokens[:, ::-1].copy(), data.vocab_size)
    off = np.abs(np.exp(log_probs(session, tokens, data.vocab_size)) - np.exp(first))
    expect(
        off.max() <= 1e-4,
        f"log_probs(tokens [6, 40]), log_probs(tokens[:, ::-1]) and log_probs(tokens) again: probabilities in the "
        f"third answer differ by up to {off.max():.2g} from the first, in row 0 of a window by up to "
        f"{off[:, 0].max():.2g}. Begin every call with an initial hidden state; keep none from the call before.",
    )


@check()
def other_vocabulary(exam: GeneratorExam) -> None:
    """The vocabulary is as large as `fit` is told, also where training lacks some of its tokens."""
    sequence = np.tile([3, 1, 4, 1, 5, 9, 2, 6], 60).astype(np.int64)

    def fit_made_up(session: Session) -> None:
        session.call("fit", sequence, MADE_UP)

    with exam.session(fit_made_up) as session:
        asked = np.array([[3, 1, 4, 1], [0, 10, 8, 7]])
        total = np.exp(log_probs(session, asked, MADE_UP).astype(np.float64)).sum(axis=-1)
        expect(
            np.abs(total - 1).max() <= 1e-4,
            f"fit([3, 1, 4, 1, 5, 9, 2, 6] 60 times, {MADE_UP}), then log_probs({asked.tolist()}): the exponentials of "
            f"a row sum to {total.flat[np.abs(total - 1).argmax()]:.6g}, and 1 was expected.",
        )
        generate(session, asked[1], 20, MADE_UP)


def _prompts(exam: GeneratorExam) -> np.ndarray:
    """Prompts [PROMPTS, PROMPT] of training text."""
    return exam.data.public(PROMPTS, PROMPT, exam.rng("prompts"))


def _continuations(exam: GeneratorExam) -> np.ndarray:
    """What is generated after each prompt, [PROMPTS, CONTINUATION], asked for once."""
    return exam.memo("continuations", lambda: _continue(exam))


def _continue(exam: GeneratorExam) -> np.ndarray:
    session, size = exam.fitted(), exam.data.vocab_size
    return np.stack([generate(session, prompt, CONTINUATION, size) for prompt in _prompts(exam)])


@check()
def generates_tokens(exam: GeneratorExam) -> str:
    """`generate(prompt, n)` gives n tokens of the vocabulary, for prompts of one token and of many."""
    _continuations(exam)
    generate(exam.fitted(), exam.data.train[:1], 1, exam.data.vocab_size)
    generate(exam.fitted(), exam.data.train[:200], 3, exam.data.vocab_size)
    prompt = encode("the best thing about this ")
    prompt = np.append(prompt, encode("a b")[1:2])
    written = generate(exam.fitted(), prompt, 120, exam.data.vocab_size)
    return f"after {decode(prompt)!r}: {decode(written)!r}"


@check(weight=2.0)
def generation_depends_on_the_prompt(exam: GeneratorExam) -> str:
    """What is generated depends on the prompt: its first token is likelier after its own prompt than after others.

    Likelier under your own `log_probs`, on average over 96 prompts of training text.
    """
    prompts, first = _prompts(exam), _continuations(exam)[:, 0]
    rows = log_probs(exam.fitted(), prompts, exam.data.vocab_size)[:, -1].astype(np.float64)
    after = np.clip(rows[:, first].T, -20.0, 0.0)
    own = np.diagonal(after)
    others = (after.sum(axis=1) - own) / (PROMPTS - 1)
    gain = own - others
    error = float(gain.std() / np.sqrt(PROMPTS))
    expect(
        gain.mean() > ENOUGH * error,
        f"generate(prompt, {CONTINUATION}) for {PROMPTS} prompts of {PROMPT} tokens of training text: under "
        f"log_probs, the first new token is {gain.mean():+.2f} nats likelier after its own prompt than after the "
        f"others, with a standard error of {error:.2f}; more than {ENOUGH:g} of these were expected. Is the whole "
        "prompt read before the first token is drawn?",
    )
    return f"likelier by {gain.mean():.2f} nats, with a standard error of {error:.2f}"


@check(weight=1.5)
def generation_follows_the_model(exam: GeneratorExam) -> str:
    """Generated tokens are no more surprising to `log_probs` than draws from its own rows would be.

    Drawing from the whole distribution, from its top, or taking the most probable token are all fine.
    """
    prompts, drawn = _prompts(exam), _continuations(exam)
    texts = np.concatenate([prompts, drawn], axis=1)
    rows = log_probs(exam.fitted(), texts, exam.data.vocab_size)[:, PROMPT - 1 :]
    losses = nats(rows, texts[:, PROMPT - 1 :])
    logs = np.clip(rows[:, :-1].astype(np.float64), -20.0, 0.0)
    entropies = -(np.exp(logs) * logs).sum(axis=-1)
    variances = (np.exp(logs) * np.square(logs + entropies[..., None])).sum(axis=-1)
    off = float((losses - entropies).sum() / np.sqrt(variances.sum() + 1.0))
    expect(
        off <= FARTHEST,
        f"generate(prompt, {CONTINUATION}) for {PROMPTS} prompts of training text: log_probs of prompt and "
        f"continuation gives the new tokens {losses.mean():.2f} nats each, while the entropy of those rows is "
        f"{entropies.mean():.2f}: {off:.0f} standard errors too surprising. Is each new token fed back, once and at "
        "the right place, and does generation see the context that log_probs sees?",
    )
    return f"off by {off:+.1f} standard errors"


MEASURED: Measured[GeneratorData] = Measured(
    method="log_probs",
    setup=fit,
    sequences=lambda exam: exam.data.held_out,
    losses=held_out_nats,
    nats=nats,
    change=_others_from,
    batch=WINDOWS_A_CALL,
    own_place=True,
    rows_are_logarithms=True,
)

_SEED_PROMPT = encode("it is one of")

CHECKS: tuple[Check[GeneratorData], ...] = (
    causal("log_probs", _batch, _others_from, own_place=True, weight=3.0, gate=True),
    rows_sum_to_one("log_probs", _public, logarithms=True, weight=1.0, gate=True),
    no_foresight(MEASURED),
    context_helps,
    sees_the_beginning,
    any_length,
    no_state_between_calls,
    other_vocabulary,
    same_in_any_batch("log_probs", _public),
    same_twice("log_probs", _public, weight=0.5),
    empty_list("log_probs", np.zeros((0, 16), np.int64), weight=0.5, name="empty_batch"),
    *ATTENTION_CHECKS,
    generates_tokens,
    generation_depends_on_the_prompt,
    generation_follows_the_model,
    seed_repeats(fit_small, "log_probs", _public, weight=0.5),
    seed_repeats(fit_small, "generate", arguments=(_SEED_PROMPT, 40), weight=0.5, name="seed_repeats_generation"),
    seed_matters(fit_small, "log_probs", _public, weight=0.5),
)
