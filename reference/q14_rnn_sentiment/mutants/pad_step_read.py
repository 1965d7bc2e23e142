import torch

from . import solution
from .solution import WIDTH
from .solution import Solution as Reference


class PadStepRead(solution.Recurrent):
    def forward(self, tokens):
        states, _ = self.read(self.dropout(self.embed(tokens)))
        return self.out(self.dropout(torch.cat([states[:, -1, :WIDTH], states[:, 0, WIDTH:]] * 2, dim=1)))


solution.Recurrent = PadStepRead


class Solution(Reference):
    """Takes the forward state of the batch's last step, after a shorter text's pads; and reads backwards from there."""
