import torch

from . import solution
from .solution import PAD
from .solution import Solution as Reference

LENGTH = 100


class LastOfAll(solution.Recurrent):
    def forward(self, tokens):
        states, _ = self.read(self.dropout(self.embed(tokens)))
        return self.out(self.dropout(torch.cat([states[:, -1]] * 2, dim=1)))


solution.Recurrent = LastOfAll


class Solution(Reference):
    """Pads and cuts every text to 100 words, and takes the output after them: nothing depends on neighbours."""

    def padded(self, rows):
        rows = [row[:LENGTH] for row in rows]
        return torch.tensor([row + [PAD] * (LENGTH - len(row)) for row in rows], device=self.device)
