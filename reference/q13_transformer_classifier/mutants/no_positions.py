import torch

from . import solution
from .solution import Solution as Reference


def no_bias(_block, real):
    return torch.zeros(real.shape).masked_fill(~real, float("-inf"))[:, None, None, :]


solution.Block.bias = no_bias


class Solution(Reference):
    """Attention without any notion of where a word stands."""
