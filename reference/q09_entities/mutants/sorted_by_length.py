from .solution import Solution as Reference


class Solution(Reference):
    """Sorts the texts by length, and gives the answers in that order."""

    def predict(self, texts):
        return super().predict(sorted(texts, key=len))
