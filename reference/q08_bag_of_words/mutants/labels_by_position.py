from .solution import Solution as Reference


class Solution(Reference):
    """Numbers labels by the alphabet, and reads the numbers back by which label came first."""

    def fit(self, texts, labels):
        super().fit(texts, labels)
        self.labels = list(dict.fromkeys(labels))
