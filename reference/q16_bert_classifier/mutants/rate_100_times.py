from . import solution
from .solution import Solution as Reference

solution.RATE, solution.HEAD_RATE = 100 * solution.RATE, 100 * solution.HEAD_RATE


class Solution(Reference):
    """Trains the encoder at a rate for a net from scratch, times ten: every text gets the same label."""
