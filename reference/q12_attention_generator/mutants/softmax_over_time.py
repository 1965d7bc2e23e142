from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Soft-max over the wrong axis."""

    @torch.no_grad()
    def log_probs(self, tokens):
        return torch.log_softmax(self.net(tokens), 1)
