"""Rows that quality was measured on must be rows that the model gives without knowing what follows."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

import numpy as np

from harness.question import Check, Exam, Session, expect
from reference.checks._causal import Change
from reference.checks._items import Data, Items, ask
from reference.checks._rows import expect_distributions

ROUNDS = 4
"""How often each held-out sequence is asked about, each time with another place from which it is hidden."""

NOTICED = 0.05
"""Nats by which a loss must have moved to count, and by which all must have on average to matter."""

FARTHEST = 4.5
"""Standard errors of the sign test. Where training repeats itself exactly, no loss of a right answer moves at all;
where it does not (on a GPU), as many get better as get worse."""


@dataclass(frozen=True, slots=True)
class Measured(Generic[Data]):
    """How a question measures a likelihood of sequences [N, T, ...] with a method that answers rows [B, T, C].

    `losses` are the nats [N, T] that were measured: what row t gives to the entry that it predicts. `nats(rows,
    sequences)` reads them off rows, and `rows_are_logarithms` says of what kind these are. Row t predicts entry t, or
    where `own_place` is set entry t + 1. `change(sequences, t, rng)` hides entries t, t + 1, ... `batch` is how many
    sequences a call holds when quality is measured; here it holds as many, so that nobody can tell by that.
    """

    method: str
    setup: Callable[[Session, Data], None]
    sequences: Callable[[Exam[Data]], np.ndarray]
    losses: Callable[[Exam[Data]], np.ndarray]
    nats: Callable[[np.ndarray, np.ndarray], np.ndarray]
    change: Change
    batch: int
    own_place: bool = False
    rows_are_logarithms: bool = False


def no_foresight(measured: Measured[Data], *, weight: float = 1.0, name: str = "no_foresight") -> Check[Data]:
    """The measured likelihood is that of a model which is not shown what it predicts; always a gate.

    An answer may tell the calls that are measured from those of other checks, by their shape, their number or what
    they hold, and look ahead in these alone. So a second session is trained alike and asked for the same rows, with
    everything from the predicted entry on hidden: it knows neither the entry nor the session that saw it.
    """

    def run(exam: Exam[Data]) -> str:
        # Not `exam.rng`: the candidate is given its seed, and who knows which rows are looked at can lie elsewhere.
        rng = np.random.default_rng(secrets.randbits(128))
        losses = measured.losses(exam)
        moved = []
        with exam.session(lambda session: measured.setup(session, exam.data)) as session:
            for _ in range(ROUNDS):
                moved.append(_unseen(measured, session, measured.sequences(exam), losses, rng))
        by = np.concatenate(moved)
        worse, better = int((by > NOTICED).sum()), int((by < -NOTICED).sum())
        expect(
            by.mean() <= NOTICED or worse - better <= FARTHEST * np.sqrt(worse + better),
            f"The likelihood of held-out sequences was measured on {measured.method}(...). A second session of the "
            f"same seed and training was asked for {len(by)} of the same rows, and shown nothing of what they predict: "
            f"{worse} are worse there and {better} better, by {by.mean():.2g} nats on average. "
            "What a row says must depend on nothing but what lies before it.",
        )
        return f"{len(by)} held-out rows, of which {worse} are worse and {better} better in a second session"

    sentence = (
        f"The rows of `{measured.method}` that quality is measured on are distributions, and as good where the model "
        "is not shown what they predict."
    )
    return Check(name, run, sentence, weight, gate=True)


def _unseen(
    measured: Measured[Data], session: Session, sequences: np.ndarray, losses: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """By how many nats one row of each sequence is worse than what was measured, asked with its entry hidden."""
    order = rng.permutation(len(sequences))
    moved = []
    for chosen in np.split(order, range(measured.batch, len(order), measured.batch)):
        places = rng.integers(int(measured.own_place), sequences.shape[1], size=len(chosen))
        hidden = [measured.change(sequences[one : one + 1], int(t), rng) for one, t in zip(chosen, places, strict=True)]
        asked = np.concatenate(hidden).astype(sequences.dtype)
        rows = np.asarray(ask(session, measured.method, Items.of(asked), ()))
        expect_distributions(
            np.exp(rows) if measured.rows_are_logarithms else rows, f"{measured.method}(held-out sequences)"
        )
        at = places - int(measured.own_place)
        here = measured.nats(rows, sequences[chosen])[np.arange(len(chosen)), at]
        moved.append(here - losses[chosen, at])
    return np.concatenate(moved)
