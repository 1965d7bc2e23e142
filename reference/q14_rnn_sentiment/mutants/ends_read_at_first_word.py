import torch

from . import solution
from .solution import WIDTH
from .solution import Solution as Reference


class EndsReadAtFirstWord(solution.Recurrent):
    def forward(self, tokens):
        states, real = self.states(tokens)
        last = states[torch.arange(len(states)), real.sum(1) - 1]
        return self.out(self.dropout(torch.cat([states[:, 0, :WIDTH], last[:, WIDTH:]] * 2, dim=1)))


solution.Recurrent = EndsReadAtFirstWord


class Solution(Reference):
    """Takes each direction's state where it begins: after the first word, and on the way back after the last."""
