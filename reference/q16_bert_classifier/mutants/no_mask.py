import torch

from . import solution
from .solution import Solution as Reference

masked = solution.mask_of


def no_mask(real):
    return masked(torch.ones_like(real))


solution.mask_of = no_mask


class Solution(Reference):
    """Forgets the attention mask: pads are read like words."""
