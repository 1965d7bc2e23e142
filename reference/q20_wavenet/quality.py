"""The quality of question 20: bits a sample of held-out waveforms."""

from __future__ import annotations

import numpy as np

from harness.question import Evidence, Exam, Measurement, Quality
from metrics.likelihood import bits_per_sample
from reference.q20_wavenet.ask import nats, probs
from reference.q20_wavenet.data import WaveData

CLIPS_A_CALL = 16
"""26 MB of probabilities an answer, well below the limit of one."""


def measure(exam: Exam[WaveData]) -> Measurement:
    """Look up the probability of every held-out sample's code, quantised here."""
    held_out = exam.data.held_out
    losses = np.concatenate(
        [
            nats(probs(exam.fitted(), clips), clips)
            for clips in np.split(held_out, range(CLIPS_A_CALL, len(held_out), CLIPS_A_CALL))
        ]
    )
    counts = [held_out.shape[1]] * len(held_out)
    settled = float(losses[:, 300:].mean() / np.log(2))
    return Measurement(
        bits_per_sample(nats=losses.sum(axis=1).tolist(), counts=counts),
        metrics={"bits_after_300_samples": settled},
        evidence=(
            Evidence("Bits a sample of each held-out clip", (losses.mean(axis=1) / np.log(2)).round(3).tolist()),
        ),
    )


QUALITY = Quality("bits_per_sample", higher_is_better=False, measure=measure)
