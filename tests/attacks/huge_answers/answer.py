"""Text without measure; an object array; an expanded tensor of 10^12 elements; complex numbers."""

import numpy as np
import torch

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        return ["x" * (64 << 20)] * len(texts)

    def describe(self, texts):
        return np.array([object()] * len(texts), dtype=object)

    def transform(self, numbers):
        return torch.zeros(1).expand(10**6, 10**6)

    def weights(self):
        return torch.zeros(3, dtype=torch.complex64)
