from .solution import Solution as Reference
from .solution import functional, math, torch


class Solution(Reference):
    """Scales by 256 instead of 255, so that full scale becomes code 256, and looks codes up in a table."""

    def encode(self, waveforms):
        compressed = waveforms.sign() * torch.log1p(255 * waveforms.abs()) / math.log(256)
        return torch.floor((compressed + 1) / 2 * 256).long()

    def features(self, codes):
        return functional.embedding(codes, super().features(torch.arange(256, device=codes.device)))
