from . import solution
from .solution import Solution as Reference

solution.KERNELS = (1,)


class Solution(Reference):
    """Kernels that see one word: a bag of words."""
