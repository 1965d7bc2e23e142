import re

from . import solution
from .solution import Solution as Reference


class Solution(Reference):
    """Parts words at blanks alone, so that an emoji or a bracket beside a name belongs to it."""

    def fit(self, texts, entities):
        solution.WORD = re.compile(r"[^\s.,]+|[.,]")
        super().fit(texts, entities)
