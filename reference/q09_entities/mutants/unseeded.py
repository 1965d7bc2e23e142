import numpy as np

from .solution import Solution as Reference


class Solution(Reference):
    """Draws the hidden words anew in each session, whatever the seed."""

    def __init__(self, *, seed, device):
        super().__init__(seed=seed, device=device)
        self.rng = np.random.default_rng()
