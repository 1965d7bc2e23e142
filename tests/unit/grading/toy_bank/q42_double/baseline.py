"""The naive answer."""


class Solution:
    def __init__(self, *, seed, device):
        pass

    def fit(self, numbers):
        pass

    def double(self, numbers):
        return list(numbers)
