import numpy as np

from .solution import Solution as Reference


class Solution(Reference):
    """Takes the batch's mean off its vectors, so that the label depends on the neighbours."""

    def predict(self, texts):
        if not texts:
            return []
        counts = np.zeros((len(texts), len(self.words)), dtype="float32")
        for row, text in enumerate(texts):
            for column, count in self._columns(text).items():
                counts[row, column] = count
        scores = self.log_prior + (counts - counts.mean(0)) @ self.log_likelihood.T
        return [self.labels[number] for number in scores.argmax(1)]
