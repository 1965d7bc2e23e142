"""An endless computation in C that holds the interpreter's lock: no handler of Python's would ever run."""

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        return 7**7**10
