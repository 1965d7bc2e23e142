"""Calls of the answer's methods."""

from __future__ import annotations

import numpy as np

from harness.question import CandidateFault, Exam, Session, expect
from reference.q12_attention_generator.data import GeneratorData

WINDOWS_A_CALL = 64
"""1.7 MB of log-probabilities an answer, well below the limit of one."""

DEAREST = 20.0
"""Nats that a token costs at most: one that was held impossible must not decide the mean alone."""


def fit(session: Session, data: GeneratorData) -> None:
    """Train on all training text."""
    session.call("fit", data.train, data.vocab_size)


def fit_small(session: Session, data: GeneratorData) -> None:
    """Train on a little text."""
    session.call("fit", data.small, data.vocab_size)


def log_probs(session: Session, tokens: np.ndarray, vocab_size: int) -> np.ndarray:
    """`log_probs` as float32 [B, T, V]; another V is the candidate's fault."""
    rows = np.asarray(session.call("log_probs", tokens))
    if rows.shape[-1] != vocab_size:
        expected = [*tokens.shape, vocab_size]
        raise CandidateFault("wire", f"log_probs(): expected shape {expected}, got {list(rows.shape)}")
    return rows


def generate(session: Session, prompt: np.ndarray, n: int, vocab_size: int) -> np.ndarray:
    """`generate` as int64 [n]; tokens outside the vocabulary fail the running check."""
    answer = np.asarray(session.call("generate", prompt, n))
    call = f"generate(a prompt of {len(prompt)} tokens, {n})"
    expect(answer.shape == (n,), f"{call}: expected shape [{n}], the new tokens alone, got {list(answer.shape)}.")
    outside = answer[(answer < 0) | (answer >= vocab_size)]
    expect(not outside.size, f"{call}: {outside[:1]} is no token: the vocabulary of fit is 0 to {vocab_size - 1}.")
    return answer


def nats(rows: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """Negative log-probability float64 [B, T - 1] that rows [B, T, V] give to tokens 1, 2, ... of tokens [B, T]."""
    chosen = np.take_along_axis(rows[:, :-1], tokens[:, 1:, None], axis=-1)[..., 0]
    return np.asarray(np.clip(-chosen.astype(np.float64), 0.0, DEAREST))


def held_out_nats(exam: Exam[GeneratorData]) -> np.ndarray:
    """Nats float64 [windows, LENGTH - 1] of the held-out text, asked for once."""
    return exam.memo("held-out nats", lambda: _held_out_nats(exam))


def _held_out_nats(exam: Exam[GeneratorData]) -> np.ndarray:
    data = exam.data
    batches = np.split(data.held_out, range(WINDOWS_A_CALL, len(data.held_out), WINDOWS_A_CALL))
    return np.concatenate([nats(log_probs(exam.fitted(), some, data.vocab_size), some) for some in batches])
