import torch

from . import solution
from .solution import Solution as Reference


class NoPositions(solution.Net):
    def __init__(self, checkpoint, classes):
        super().__init__(checkpoint, classes)
        with torch.no_grad():
            self.embeddings.position_embeddings.weight.zero_()


solution.Net = NoPositions


class Solution(Reference):
    """Leaves out the position embeddings, as if the layers could tell which token stands where."""
