from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Returns the whole text."""

    def generate(self, prompt, n):
        return torch.cat([prompt, super().generate(prompt, n)])
