from .solution import Solution as Reference


class Solution(Reference):
    """Leaves the net in training mode."""

    def fit(self, texts, labels):
        super().fit(texts, labels)
        self.net.train()
