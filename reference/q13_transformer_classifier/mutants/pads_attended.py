import torch

from . import solution
from .solution import Solution as Reference

masked = solution.Block.bias


def no_mask(block, real):
    return masked(block, torch.ones_like(real))


solution.Block.bias = no_mask


class Solution(Reference):
    """Attention without a mask: pads are read like words."""
