"""Whether sampled continuations look as if drawn from the model, judged by their likelihood."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reference.models.causal import CausalModel


def text_nats(model: CausalModel, context: Sequence[int], texts: Sequence[str], length: int) -> np.ndarray:
    """The loss of each text after `context`, in nats: of its first `length` tokens, and of its end if it is shorter."""
    by_size: dict[int, list[int]] = defaultdict(list)
    tokens = [[*model.encode(text), model.end][:length] for text in texts]
    for index, row in enumerate(tokens):
        by_size[len(row)].append(index)
    nats = np.zeros(len(texts))
    for size, indices in by_size.items():
        rows = np.array([tokens[index] for index in indices])
        table = model.log_probs([[*context, *row[:-1]] for row in rows.tolist()], last=size)
        nats[indices] = -np.take_along_axis(table, rows[:, :, None], axis=2).sum(axis=(1, 2))
    return nats


def standard_errors(came: Sequence[np.ndarray], drawn: Sequence[np.ndarray]) -> float:
    """By how many standard errors the losses that came lie above those drawn; one array a prompt on either side.

    Welch's statistic summed over prompts: about normal with mean 0 and variance 1 where both follow the model.
    """
    difference = sum(float(theirs.mean() - ours.mean()) for theirs, ours in zip(came, drawn, strict=True))
    variance = sum(float(sample.var(ddof=1)) / len(sample) for sample in (*came, *drawn))
    return difference / math.sqrt(variance)
