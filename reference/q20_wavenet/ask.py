"""Calls of the answer's methods."""

from __future__ import annotations

import numpy as np

from harness.question import Exam, Session, expect
from reference.q20_wavenet.data import WaveData, mu_law_codes

LEAST_PROBABILITY = 1e-9
"""A probability below this counts as this: one code that was held impossible must not make the mean infinite."""


CLIPS_A_CALL = 16
"""26 MB of probabilities an answer, well below the limit of one."""


def fit(session: Session, data: WaveData) -> None:
    """Train on all training waveforms."""
    session.call("fit", data.train, data.sample_rate)


def fit_small(session: Session, data: WaveData) -> None:
    """Train on a few short waveforms."""
    session.call("fit", data.small, data.sample_rate)


def probs(session: Session, waveforms: np.ndarray) -> np.ndarray:
    """`next_sample_probs` as float32 [B, T, 256]."""
    return np.asarray(session.call("next_sample_probs", waveforms.astype(np.float32)))


def generate(session: Session, n: int) -> np.ndarray:
    """`generate` as float32 [n]."""
    answer = np.asarray(session.call("generate", n))
    expect(answer.shape == (n,), f"generate({n}): expected shape [{n}], got {list(answer.shape)}.")
    return answer


def nats(rows: np.ndarray, waveforms: np.ndarray) -> np.ndarray:
    """Negative log-probability float64 [B, T] that rows [B, T, 256] give to the samples of waveforms [B, T]."""
    codes = mu_law_codes(waveforms)
    chosen = np.take_along_axis(rows, codes[..., None], axis=-1)[..., 0]
    return np.asarray(-np.log(np.clip(chosen.astype(np.float64), LEAST_PROBABILITY, 1.0)))


def held_out_nats(exam: Exam[WaveData]) -> np.ndarray:
    """Nats float64 [clips, samples] of all held-out samples, asked for once."""
    return exam.memo("held-out nats", lambda: _held_out_nats(exam))


def _held_out_nats(exam: Exam[WaveData]) -> np.ndarray:
    batches = np.split(exam.data.held_out, range(CLIPS_A_CALL, len(exam.data.held_out), CLIPS_A_CALL))
    return np.concatenate([nats(probs(exam.fitted(), clips), clips) for clips in batches])
