from .solution import Solution as Reference


class Solution(Reference):
    """Returns the code's place on the mu-law axis for its amplitude."""

    def generate(self, n):
        return self.encode(super().generate(n)) / 127.5 - 1
