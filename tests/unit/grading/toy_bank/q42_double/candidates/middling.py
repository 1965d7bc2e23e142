"""Middling: adds a number to itself, and has not thought of negative ones."""


class Solution:
    def __init__(self, *, seed, device):
        pass

    def fit(self, numbers):
        pass

    def double(self, numbers):
        return [number + abs(number) for number in numbers]
