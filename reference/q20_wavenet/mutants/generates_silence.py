from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Fills a buffer and returns another."""

    def generate(self, n):
        super().generate(n)
        return torch.zeros(n)
