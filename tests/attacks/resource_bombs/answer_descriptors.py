"""Opens descriptors without end."""

import os

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        opened = []
        while len(opened) < 100_000:
            opened.append(os.open("/dev/null", os.O_RDONLY))
