import torch

from .solution import Solution as Reference


class Solution(Reference):
    """Sets a seed of its own: whatever seed is asked for, the same samples."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        torch.manual_seed(42)
