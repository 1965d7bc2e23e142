import torch

from .solution import Solution as Reference


class Solution(Reference):
    """Draws from a generator of its own that nobody seeded."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        torch.seed()
