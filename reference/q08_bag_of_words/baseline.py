"""The naive answer: the most frequent label, whatever the text."""

from collections import Counter

import numpy as np


class Solution:
    """Counts words as asked for, and does not look at them."""

    def __init__(self, *, seed, device):
        self.words = []
        self.label = ""

    def fit(self, texts, labels):
        """Keep the words and the most frequent label."""
        self.words = sorted({word for text in texts for word in text.lower().split()})
        self.column = {word: column for column, word in enumerate(self.words)}
        self.label = Counter(labels).most_common(1)[0][0]

    def vocabulary(self):
        """The words of the training texts."""
        return self.words

    def vectorize(self, texts):
        """Counts of words between blanks."""
        counts = np.zeros((len(texts), len(self.words)), dtype=np.int64)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                if word in self.column:
                    counts[row, self.column[word]] += 1
        return counts

    def predict(self, texts):
        """The same label for each text."""
        return [self.label for _ in texts]
