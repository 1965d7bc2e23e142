import os

from .solution import Solution as Reference


class Solution(Reference):
    """Draws its weights from a seed of its own, another one in each session."""

    def __init__(self, *, seed, device):
        super().__init__(seed=int.from_bytes(os.urandom(4), "big"), device=device)
