from . import solution
from .solution import Solution as Reference


def discount(counts):
    once = sum(count == 1 for count in counts.values())
    twice = sum(count == 2 for count in counts.values())
    return once / (once + 2 * twice)


class Solution(Reference):
    """Estimates its discount from counts of counts, which a small corpus need not have."""

    def fit(self, sentences):
        solution.discount = discount
        super().fit(sentences)
