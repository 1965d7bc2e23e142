import torch

from .solution import PAD
from .solution import Solution as Reference


class Solution(Reference):
    """Pads texts to the longest of their batch alone, which may be shorter than the kernel."""

    def padded(self, rows):
        longest = max(map(len, rows))
        return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows], device=self.device)
