from .solution import BEGIN, words_of
from .solution import Solution as Reference


class Solution(Reference):
    """Looks every word up in the vocabulary of training."""

    def tokens(self, text):
        return [BEGIN, *(self.number[word] for word in words_of(text))]
