from .solution import Solution as Reference
from .solution import words_of


class Solution(Reference):
    """Looks every word up among those of training."""

    def fit(self, texts, labels):
        self.met = {word: word for text in texts for word in words_of(text)}
        super().fit(texts, labels)

    def tokens(self, text):
        return super().tokens(" ".join(self.met[word] for word in words_of(text)))
