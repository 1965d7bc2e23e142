import torch

from .solution import WINDOW
from .solution import Solution as Reference


class Solution(Reference):
    """Breaks ties by small numbers that are drawn anew in each session, whatever the seed."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        drawn = torch.Generator()
        drawn.seed()
        self.ties = 0.3 * torch.rand(WINDOW, generator=drawn)

    def best(self, window, starts, ends):
        return super().best(window, starts + self.ties[: len(starts)], ends)
