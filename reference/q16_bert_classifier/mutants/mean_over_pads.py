from . import solution
from .solution import Solution as Reference


class MeanOverPads(solution.Net):
    def pooled(self, hidden, real):
        return hidden.mean(1)


solution.Net = MeanOverPads


class Solution(Reference):
    """Masks attention, and takes the mean over pads too."""
