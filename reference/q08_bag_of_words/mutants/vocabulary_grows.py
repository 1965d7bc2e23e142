import numpy as np

from .solution import PSEUDO_COUNT, words_of
from .solution import Solution as Reference


class Solution(Reference):
    """Makes room for each word that it meets, after training too."""

    def predict(self, texts):
        for text in texts:
            for word in words_of(text):
                if word not in self.column:
                    self.column[word] = len(self.words)
                    self.words.append(word)
        missing = len(self.words) - self.log_likelihood.shape[1]
        row = np.full((len(self.labels), missing), np.log(PSEUDO_COUNT / 1e6))
        self.log_likelihood = np.hstack([self.log_likelihood, row])
        return super().predict(texts)
