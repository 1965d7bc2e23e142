from torch.nn import functional

from . import solution
from .solution import Solution as Reference


class MeanOverPads(solution.Convolutions):
    def peaks(self, layer, signal, real):
        return functional.relu(layer(signal)).mean(dim=2)


solution.Convolutions = MeanOverPads


class Solution(Reference):
    """Takes the mean over all windows of the batch's longest text."""
