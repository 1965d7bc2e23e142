"""The naive answer: how frequent each label is in training, whatever the text."""

import numpy as np


class Solution:
    """Does not look at a text."""

    def __init__(self, *, seed, device):
        self.shares = np.ones(1)

    def fit(self, texts, labels):
        """Count the labels."""
        counts = np.bincount(labels)
        self.shares = counts / counts.sum()

    def predict_proba(self, texts):
        """The same row for each text."""
        return np.tile(self.shares, (len(texts), 1))
