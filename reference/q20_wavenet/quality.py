"""The quality of question 20: bits a sample of held-out waveforms."""

from __future__ import annotations

import numpy as np

from harness.question import Evidence, Exam, Measurement, Quality
from metrics.likelihood import bits_per_sample
from reference.q20_wavenet.ask import held_out_nats
from reference.q20_wavenet.data import WaveData


def measure(exam: Exam[WaveData]) -> Measurement:
    """Look up the probability of every held-out sample's code, quantised here."""
    losses = held_out_nats(exam)
    counts = [losses.shape[1]] * len(losses)
    settled = float(losses[:, 300:].mean() / np.log(2))
    return Measurement(
        bits_per_sample(nats=losses.sum(axis=1).tolist(), counts=counts),
        metrics={"bits_after_300_samples": settled},
        evidence=(
            Evidence("Bits a sample of each held-out clip", (losses.mean(axis=1) / np.log(2)).round(3).tolist()),
        ),
    )


QUALITY = Quality("bits_per_sample", higher_is_better=False, measure=measure)
