"""Weak: knows the numbers it was shown, and no others."""


class Solution:
    def __init__(self, *, seed, device):
        self.known = {}

    def fit(self, numbers):
        self.known = {number: 2 * number for number in numbers}

    def double(self, numbers):
        return [self.known.get(number, number) for number in numbers]
