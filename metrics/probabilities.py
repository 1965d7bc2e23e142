"""How good the probabilities of a classifier are: log-loss, Brier score, calibration error.

Where a row is no distribution it never gains by it: what is negative, NaN or infinite counts as 0, a row that sums to
more than 1 is divided by its sum, and what a row lacks to 1 is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from harness.question import Score
from metrics.arguments import Floats, paired
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, mean_statistics
from metrics.signature import signature

LEAST = float(np.finfo(np.float64).eps)
"""What a probability of the truth counts as at least: a 0 costs 36 nats, not infinitely many."""


def log_loss(*, probabilities: ArrayLike, references: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The mean nats of the true class; lower is better. `probabilities` [N, C], `references` N integers below C."""
    return log_loss_statistics(probabilities=probabilities, references=references).score(bootstrap)


def brier_score(*, probabilities: ArrayLike, references: Sequence[int], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Half the mean squared distance of a row from the truth's one-hot row, 0..1 (Brier, 1950); lower is better.

    For two classes it is the usual squared error of one probability.
    """
    return brier_statistics(probabilities=probabilities, references=references).score(bootstrap)


def calibration_error(
    *, probabilities: ArrayLike, references: Sequence[int], bins: int = 15, bootstrap: Bootstrap = DEFAULT
) -> Score:
    """Expected calibration error of the most probable class, 0..1 (Guo et al., 2017); lower is better.

    The items are put in `bins` equally wide bins of confidence, each closed at its upper end; it is the sum over bins
    of the distance between confidence and accuracy, weighted by their items. Resampling adds noise to every bin, so the
    replicates of a well-calibrated classifier lie above its value, and so does most of its interval.
    """
    return calibration_statistics(probabilities=probabilities, references=references, bins=bins).score(bootstrap)


def log_loss_statistics(*, probabilities: ArrayLike, references: Sequence[int]) -> ItemStatistics:
    """Each item's nats."""
    rows, truths = _rows(probabilities, references, of="log_loss")
    nats = -np.log(np.maximum(rows[np.arange(len(rows)), truths], LEAST))
    return mean_statistics(
        nats, metric="log_loss", higher_is_better=False, signature=signature("log_loss", "numpy", least="eps")
    )


def brier_statistics(*, probabilities: ArrayLike, references: Sequence[int]) -> ItemStatistics:
    """Each item's halved squared distance."""
    rows, truths = _rows(probabilities, references, of="brier_score")
    distances = ((rows - np.eye(rows.shape[1])[truths]) ** 2).sum(axis=1) / 2
    return mean_statistics(
        distances, metric="brier_score", higher_is_better=False, signature=signature("brier_score", "numpy", half=True)
    )


def calibration_statistics(*, probabilities: ArrayLike, references: Sequence[int], bins: int = 15) -> ItemStatistics:
    """In the column of its bin, each item's confidence less whether it is right; a 1 in the last column."""
    rows, truths = _rows(probabilities, references, of="calibration_error")
    confidence = rows.max(axis=1)
    excess = confidence - (rows.argmax(axis=1) == truths)
    columns = np.zeros((len(rows), bins + 1))
    columns[np.arange(len(rows)), np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)] = excess
    columns[:, -1] = 1
    return ItemStatistics(
        metric="calibration_error",
        higher_is_better=False,
        rows=columns,
        aggregate=_expected_error,
        signature=signature("calibration_error", "numpy", bins=bins, norm="l1", of="top"),
    )


def _rows(probabilities: ArrayLike, references: Sequence[int], *, of: str) -> tuple[Floats, np.ndarray]:
    values = np.asarray(probabilities, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"{of}: probabilities must be an array [items, classes], not of {values.ndim} dimension(s).")
    truths = np.asarray(paired(of=of, probabilities=list(values), references=references)[1])
    if truths.ndim != 1 or truths.dtype.kind not in "iu" or truths.min() < 0 or truths.max() >= values.shape[1]:
        raise ValueError(f"{of}: references must be whole numbers from 0 to {values.shape[1] - 1}.")
    values = np.where(np.isfinite(values) & (values > 0), values, 0.0)
    return values / np.maximum(values.sum(axis=1, keepdims=True), 1), truths


def _expected_error(sums: Floats) -> Floats:
    errors: Floats = np.abs(sums[:, :-1]).sum(axis=1) / sums[:, -1]
    return errors
