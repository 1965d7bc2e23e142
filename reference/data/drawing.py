"""Drawing by lot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Choice = TypeVar("Choice")


def choose(rng: np.random.Generator, choices: Sequence[Choice]) -> Choice:
    """One of the choices, each as likely as another."""
    return choices[int(rng.integers(len(choices)))]
