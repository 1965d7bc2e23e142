"""Prints ten gigabytes."""

import os

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        for _ in range(10 << 10):
            os.write(1, b"x" * (1 << 20))
