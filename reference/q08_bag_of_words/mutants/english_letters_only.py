import re

from . import solution
from .solution import Solution as Reference


def english_words(text):
    return re.findall(r"[a-z']+", text.lower())


class Solution(Reference):
    """Knows no letters but those from a to z."""

    def fit(self, texts, labels):
        solution.words_of = english_words
        super().fit(texts, labels)
