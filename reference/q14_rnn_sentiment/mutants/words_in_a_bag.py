from . import solution
from .solution import PAD, WIDTH
from .solution import Solution as Reference


class WordsInABag(solution.Recurrent):
    def forward(self, tokens):
        embedded = self.dropout(self.embed(tokens)).repeat(1, 1, 2)[:, :, : 4 * WIDTH]
        return self.out((embedded * (tokens != PAD)[:, :, None]).sum(1))


solution.Recurrent = WordsInABag


class Solution(Reference):
    """Adds the words up: no recurrence at all."""
