from .solution import Solution as Reference


class Solution(Reference):
    """Chooses among all tokens of the window, the question's too."""

    def allowed(self, own, length):
        return super().allowed([True] * len(own), length)
