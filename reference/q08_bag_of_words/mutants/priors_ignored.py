from .solution import Solution as Reference


class Solution(Reference):
    """Takes every label for equally frequent."""

    def fit(self, texts, labels):
        super().fit(texts, labels)
        self.log_prior[:] = 0
