from .solution import Solution as Reference
from .solution import math, torch


class Solution(Reference):
    """Forgets the sign of the sample."""

    def encode(self, waveforms):
        compressed = torch.log1p(255 * waveforms.abs()) / math.log(256)
        return torch.floor((compressed + 1) / 2 * 255 + 0.5).long().clamp(0, 255)
