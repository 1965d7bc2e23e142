from .solution import Solution as Reference


class Solution(Reference):
    """Gives the vocabulary by length, and the columns by the alphabet."""

    def vocabulary(self):
        return sorted(self.words, key=len)
