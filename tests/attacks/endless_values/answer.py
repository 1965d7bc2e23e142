"""Generators without end, lists that hold themselves, nesting 100,000 deep, integers of 900,000 digits."""

import itertools

from .surroundings import Fallback


class Solution(Fallback):
    calls = 0

    def predict(self, texts):
        self.calls += 1
        if self.calls == 1:
            return itertools.repeat("red")
        deep = []
        for _ in range(100_000):
            deep = [deep]
        return deep

    def describe(self, texts):
        return ["\ud800" * 3 for _ in texts]

    def transform(self, numbers):
        return [[1 << 3_000_000] * 3 for _ in numbers]

    def weights(self):
        endless = []
        endless += [endless, endless]
        return endless
