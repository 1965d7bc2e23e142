import torch
from torch import nn

from . import solution
from .solution import EMBEDDED, PAD, WIDTH
from .solution import Solution as Reference


class WindowsOfFiveWords(solution.Recurrent):
    def __init__(self, words, classes):
        super().__init__(words, classes)
        self.windows = nn.Conv1d(EMBEDDED, 4 * WIDTH, 5, padding=2)

    def forward(self, tokens):
        found = torch.relu(self.windows(self.dropout(self.embed(tokens)).transpose(1, 2)))
        return self.out(self.dropout(found.masked_fill((tokens == PAD)[:, None], 0.0).amax(2)))


solution.Recurrent = WindowsOfFiveWords


class Solution(Reference):
    """A convolution over five words and the largest value: nothing goes from one end of the text to the other."""
