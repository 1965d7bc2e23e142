from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Stacks the answers of the windows one by one."""

    def log_probs(self, tokens):
        return torch.stack([super(Solution, self).log_probs(window[None])[0] for window in tokens])
