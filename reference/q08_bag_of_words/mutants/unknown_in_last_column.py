from collections import Counter

from .solution import Solution as Reference
from .solution import words_of


class Solution(Reference):
    """Finds no column for an unknown word and takes -1 for one."""

    def _columns(self, text):
        return Counter(self.column.get(word, -1) for word in words_of(text))
