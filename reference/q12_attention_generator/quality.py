"""The quality of question 12: nats a token of held-out text."""

from __future__ import annotations

import numpy as np

from harness.question import Evidence, Exam, Measurement, Quality
from metrics.likelihood import mean_loss
from reference.data.token_text import decode
from reference.q12_attention_generator.ask import held_out_nats
from reference.q12_attention_generator.data import GeneratorData

PLACES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
"""Ends of the ranges of places over which the curve is averaged."""


def measure(exam: Exam[GeneratorData]) -> Measurement:
    """Look up the probability of every held-out token but the first of each window."""
    losses = held_out_nats(exam)
    ends = [min(end, losses.shape[1]) for end in PLACES]
    curve = [
        {"tokens before": f"{start + 1}-{end}" if end > start + 1 else str(end), "nats": _mean(losses[:, start:end])}
        for start, end in zip([0, *ends], ends, strict=False)
    ]
    order = np.argsort(-losses.mean(axis=1), kind="stable")[:10]
    worst = [{"text": decode(exam.data.held_out[index]), "nats": _mean(losses[index])} for index in order.tolist()]
    return Measurement(
        mean_loss(nats=losses.sum(axis=1).tolist(), counts=[losses.shape[1]] * len(losses)),
        metrics={"loss_after_64_tokens": float(losses[:, 63:].mean())},
        evidence=(
            Evidence("Nats a token, by how many tokens of the window come before it", curve),
            Evidence("The held-out windows that surprise the model most", worst),
        ),
    )


def _mean(losses: np.ndarray) -> float:
    return round(float(losses.mean()), 3)


QUALITY = Quality("mean_loss", higher_is_better=False, measure=measure)
