from itertools import pairwise

from . import solution
from .solution import Solution as Reference
from .solution import words_of


def words_and_pairs(text):
    words = words_of(text)
    return words + [" ".join(pair) for pair in pairwise(words)]


class Solution(Reference):
    """Counts pairs of neighbours too, so that the order matters."""

    def fit(self, texts, labels):
        solution.words_of = words_and_pairs
        super().fit(texts, labels)
