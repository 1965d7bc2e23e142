"""Likelihoods: loss, perplexity, bits. All take the nats of each item and over how many symbols it spent them.

With L nats over n symbols in all: loss L / n, perplexity exp(L / n) (Jelinek et al., 1977), its inverse, which is the
geometric mean of the symbols' probabilities, bits L / (n ln 2). The mean is over symbols, not over items; intervals
resample items, since the symbols of one sentence depend on each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from harness.question import Score
from metrics.arguments import Floats, numbers, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, ratio
from metrics.signature import signature


def mean_loss(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Mean nats a symbol; lower is better."""
    return likelihood_statistics("mean_loss", nats=nats, counts=counts).score(bootstrap)


def log_perplexity(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The natural logarithm of the perplexity, which is the mean nats a symbol; lower is better."""
    return likelihood_statistics("log_perplexity", nats=nats, counts=counts).score(bootstrap)


def perplexity(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """e to the mean nats a symbol; lower is better, infinite where it exceeds what a float holds."""
    return likelihood_statistics("perplexity", nats=nats, counts=counts).score(bootstrap)


def mean_probability(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The geometric mean of the symbols' probabilities, which is 1 / perplexity; higher is better."""
    return likelihood_statistics("mean_probability", nats=nats, counts=counts).score(bootstrap)


def bits_per_byte(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Bits a byte, where `counts` are the items' lengths in UTF-8 bytes; compares models of different tokenizers."""
    return likelihood_statistics("bits_per_byte", nats=nats, counts=counts).score(bootstrap)


def bits_per_sample(*, nats: Sequence[float], counts: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Bits a sample of a waveform, or a dimension of an image; lower is better."""
    return likelihood_statistics("bits_per_sample", nats=nats, counts=counts).score(bootstrap)


def likelihood_statistics(metric: str, *, nats: Sequence[float], counts: Sequence[int]) -> ItemStatistics:
    """Nats and symbols of each item, for one of the metrics above.

    Nats may be infinite (an impossible symbol), which makes the value infinite and leaves it without an interval.
    A NaN, a negative count or no symbol at all raises ValueError.
    """
    paired(of=metric, nats=nats, counts=counts)
    spent = numbers(nats, of=metric, name="nats", dimensions=1)
    symbols = numbers(counts, of=metric, name="counts", dimensions=1)
    if (symbols < 0).any() or symbols.sum() == 0:
        raise ValueError(f"{metric}: counts must not be negative, nor all 0.")
    return ItemStatistics(
        metric=metric,
        higher_is_better=metric == "mean_probability",
        rows=np.column_stack((spent, symbols)),
        aggregate=_AGGREGATES[metric],
        signature=signature(metric, "numpy", unit="bits" if metric.startswith("bits") else "nats"),
    )


def _perplexities(sums: Floats) -> Floats:
    with np.errstate(over="ignore"):
        values: Floats = np.exp(ratio(sums))
    return values


def _probabilities(sums: Floats) -> Floats:
    values: Floats = np.exp(-ratio(sums))
    return values


def _bits(sums: Floats) -> Floats:
    return ratio(sums) / math.log(2)


_AGGREGATES = {
    "mean_loss": ratio,
    "log_perplexity": ratio,
    "perplexity": _perplexities,
    "mean_probability": _probabilities,
    "bits_per_byte": _bits,
    "bits_per_sample": _bits,
}
