"""The checks of question 20. Waveforms spoken of in messages are training ones or made up."""

from __future__ import annotations

import numpy as np

from harness.question import Check, Exam, check, expect
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
from reference.q20_wavenet.ask import CLIPS_A_CALL, fit, fit_small, generate, held_out_nats, nats, probs
from reference.q20_wavenet.data import CODES, WaveData, mu_law_codes

WaveExam = Exam[WaveData]

FIELD = 256
"""Samples before the predicted one that must be able to reach its distribution."""

LEAST_CHANGE = 1e-5
"""A probability that changes by more was reached. Rounding comes to some 1e-8; a net that sees exactly 256 samples,
trained as the reference is, moved by 3e-4, the reference by 5e-3, one that sees fewer by nothing."""

RIGHT_SIDE = 0.55
"""The least mass on the right side. Right answers had 0.63 and more after a small fit (eight seeds); a sign that is
lost or turned round leaves 0.19 and less on one side, and knowing nothing gives 0.5."""

GENERATED = 512
FARTHEST = 6.0
"""Standard errors by which generated samples may be more or less surprising than their distributions say."""


def _batch(exam: WaveExam) -> np.ndarray:
    """Waveforms in the shape in which quality is measured: training ones, and held-out ones that no message shows."""
    return np.concatenate([exam.data.train[:4], exam.data.held_out[:4]])


def _public(exam: WaveExam) -> np.ndarray:
    """Training waveforms, and made-up extremes: silence, full scale, a square wave, noise."""
    samples = 700
    square = np.where(np.arange(samples) // 50 % 2, 1.0, -1.0)
    noise = exam.rng("extremes").uniform(-1, 1, samples)
    extremes = [np.zeros(samples), np.ones(samples), -np.ones(samples), square, noise]
    return np.concatenate([exam.data.train[:4, :samples], np.array(extremes)]).astype(np.float32)


def _noise_from(waveforms: np.ndarray, t: int, rng: np.random.Generator) -> np.ndarray:
    """The waveforms with loud noise in the place of samples t, t + 1, ..."""
    changed = waveforms.copy()
    changed[:, t:] = rng.uniform(-1, 1, changed[:, t:].shape)
    return changed


@check(weight=3.0)
def receptive_field(exam: WaveExam) -> str:
    """The receptive field is at least 256: what lies 256 and more samples back changes the distribution.

    Of training waveforms all samples up to s are changed, and row s + 256 is looked at.
    """
    waveforms = exam.data.train[:8, : FIELD + 400]
    rows = probs(exam.fitted(), waveforms)
    moved = 0.0
    for s in (40, 170, 333):
        changed = waveforms.copy()
        changed[:, : s + 1] = -np.sign(changed[:, : s + 1]) * 0.8
        moved = max(moved, float(np.abs(probs(exam.fitted(), changed) - rows)[:, s + FIELD].max()))
    expect(
        moved > LEAST_CHANGE,
        f"next_sample_probs(8 training waveforms): when all samples up to s are made loud and of the other sign, row "
        f"s + {FIELD} must change, but no probability in it moves by more than {moved:.1e} (s = 40, 170, 333). The "
        f"receptive field is below {FIELD} samples: it is the sum of (kernel - 1) * dilation over the layers, plus 1.",
    )
    return f"a probability {FIELD} samples later moves by {moved:.2g}"


@check(weight=2.0)
def mu_law_signs(exam: WaveExam) -> str:
    """Codes 0..127 are negative amplitudes and 128..255 positive ones: predictions lie on the right side.

    In the middle of a clearly positive stretch of a training waveform the next sample is positive nearly always.
    """
    waveforms = exam.data.train[:16]
    rows = probs(exam.fitted(), waveforms)
    positive = rows[..., CODES // 2 :].sum(axis=-1)
    shares = []
    for sign in (1.0, -1.0):
        signed = sign * waveforms
        loud = 0.35 * signed.max(axis=1, keepdims=True)
        inside = np.zeros(waveforms.shape, bool)
        inside[:, 3:] = (signed[:, 3:] > loud) & (signed[:, 2:-1] > loud) & (signed[:, 1:-2] > loud)
        mass = positive[inside] if sign > 0 else 1 - positive[inside]
        shares.append(float(mass.mean()))
    expect(
        min(shares) >= RIGHT_SIDE,
        f"next_sample_probs(16 training waveforms): in loud positive stretches (where samples t-2, t-1 and t are "
        f"all positive) codes 128..255 get {shares[0]:.2f} of the mass in row t, and in loud negative ones codes "
        f"0..127 get {shares[1]:.2f}; at least {RIGHT_SIDE} was expected of both. Does your mu-law keep the sign, and "
        "is code 0 the amplitude -1 and code 255 the amplitude 1?",
    )
    return f"mass on the right side: positive {shares[0]:.2f}, negative {shares[1]:.2f}"


@check()
def any_length(exam: WaveExam) -> None:
    """Waveforms of any length are answered: the rows of a beginning are the first rows of the whole."""
    waveforms = np.concatenate([exam.data.train[:3], exam.data.train[3:6]], axis=1)
    rows = probs(exam.fitted(), waveforms)
    for samples in (1, 2, 100, 600):
        beginning = probs(exam.fitted(), waveforms[:, :samples])
        off = float(np.abs(beginning - rows[:, :samples]).max())
        expect(
            off <= 1e-4,
            f"next_sample_probs(waveforms [3, {waveforms.shape[1]}]) and next_sample_probs(waveforms[:, :{samples}]): "
            f"the first {samples} rows differ by up to {off:.2g}. A row must depend on the samples before it, not on "
            "how many follow.",
        )


@check()
def generates_sound(exam: WaveExam) -> str:
    """`generate(n)` gives n samples within -1..1 that are neither silent nor constant."""
    generate(exam.fitted(), 1)
    wave = exam.memo("generated", lambda: generate(exam.fitted(), GENERATED))
    loudness = float(np.sqrt(np.square(wave - wave.mean()).mean()))
    usual = float(np.median(exam.data.train.std(axis=1)))
    different = len(np.unique(mu_law_codes(wave)))
    expect(
        loudness >= 0.05 * usual,
        f"generate({GENERATED}): the standard deviation is {loudness:.2g}, and that of training waveforms {usual:.2g}: "
        "this is silence or a constant.",
    )
    expect(different >= 16, f"generate({GENERATED}): only {different} different codes; at least 16 were expected.")
    return f"standard deviation {loudness:.2g}, {different} different codes"


@check(weight=2.0)
def generation_follows_the_model(exam: WaveExam) -> str:
    """Generated samples are drawn from `next_sample_probs`: as surprising to it as it says itself.

    The samples' negative log-probabilities under your own rows are held against the rows' entropies; their sum may
    be off by 6 standard errors.
    """
    wave = exam.memo("generated", lambda: generate(exam.fitted(), GENERATED))
    rows = probs(exam.fitted(), wave[None])
    losses = nats(rows, wave[None])[0]
    chances = np.clip(rows[0].astype(np.float64), 1e-12, None)
    surprises = -np.log(chances)
    entropies = (chances * surprises).sum(axis=-1)
    variances = (chances * np.square(surprises - entropies[:, None])).sum(axis=-1)
    off = float((losses - entropies).sum() / np.sqrt(variances.sum() + 1.0))
    expect(
        abs(off) <= FARTHEST,
        f"wave = generate({GENERATED}); next_sample_probs(wave[None]) gives its samples {losses.mean():.2f} nats each, "
        f"while the entropy of those rows is {entropies.mean():.2f}: {abs(off):.0f} standard errors too "
        + (
            "surprising. Is each drawn code turned into its amplitude, and does the net see it shifted as in training?"
            if off > 0
            else "sure. Draw from the whole distribution (no arg-max, no temperature below 1)."
        ),
    )
    return f"off by {off:+.1f} standard errors"


MEASURED: Measured[WaveData] = Measured(
    method="next_sample_probs",
    setup=fit,
    sequences=lambda exam: exam.data.held_out,
    losses=held_out_nats,
    nats=nats,
    change=_noise_from,
    batch=CLIPS_A_CALL,
)

CHECKS: tuple[Check[WaveData], ...] = (
    causal("next_sample_probs", _batch, _noise_from, weight=3.0, gate=True),
    rows_sum_to_one("next_sample_probs", _public, weight=1.0, gate=True),
    no_foresight(MEASURED),
    receptive_field,
    mu_law_signs,
    any_length,
    same_in_any_batch("next_sample_probs", _public),
    same_twice("next_sample_probs", _public),
    empty_list("next_sample_probs", np.zeros((0, 400), np.float32), weight=0.5, name="empty_batch"),
    generates_sound,
    generation_follows_the_model,
    seed_repeats(fit_small, "generate", arguments=(64,)),
    seed_matters(fit_small, "generate", arguments=(64,)),
)
