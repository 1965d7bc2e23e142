import random

from .solution import Solution as Reference


class Solution(Reference):
    """Shuffles the texts, and not the labels with them."""

    def fit(self, texts, labels):
        super().fit(random.Random(self.seed).sample(texts, len(texts)), labels)
