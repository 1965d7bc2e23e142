from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Returns the logits."""

    @torch.no_grad()
    def log_probs(self, tokens):
        return self.net(tokens)
