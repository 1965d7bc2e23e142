"""By shifting bits."""


class Solution:
    def __init__(self, *, seed, device):
        pass

    def fit(self, numbers):
        pass

    def double(self, numbers):
        return [number << 1 for number in numbers]
