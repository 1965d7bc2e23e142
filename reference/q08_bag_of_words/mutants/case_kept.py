from . import solution
from .solution import WORD
from .solution import Solution as Reference


class Solution(Reference):
    """Takes The and the for two words."""

    def fit(self, texts, labels):
        solution.words_of = WORD.findall
        super().fit(texts, labels)
