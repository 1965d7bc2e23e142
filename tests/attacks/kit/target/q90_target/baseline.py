"""The naive answer: the most frequent label, the first words, the numbers as they came."""

from collections import Counter

import numpy as np


class Solution:
    """Keeps the contract and does nothing of what is asked."""

    def __init__(self, *, seed, device, checkpoint=None):
        self.checkpoint = checkpoint
        self.label = ""

    def fit(self, texts, labels):
        """Keep the most frequent label."""
        self.label = Counter(labels).most_common(1)[0][0]

    def predict(self, texts):
        """The same label for each text."""
        return [self.label for _ in texts]

    def describe(self, texts):
        """The first four words of each text."""
        return [" ".join(text.split()[:4]) for text in texts]

    def transform(self, numbers):
        """The numbers as they came."""
        return numbers

    def weights(self):
        """No weights."""
        return np.zeros(3, dtype=np.float32)
