"""Private memory without end."""

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        kept = []
        while True:
            kept.append(b"x" * (8 << 20))
