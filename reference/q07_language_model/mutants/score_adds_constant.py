from .solution import Solution as Reference


class Solution(Reference):
    """Flatters its scores by half a nat a word."""

    def score(self, sentences):
        return [[min(0.0, value + 0.5) for value in values] for values in super().score(sentences)]
