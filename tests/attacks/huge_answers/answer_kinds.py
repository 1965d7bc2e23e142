"""Arrays and tensors of kinds that hold less, or other things, than they say: shared, meta, sparse, quantised."""

import numpy as np
import torch

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        return [np.zeros(1 << 20)] * 1000  # the same 8 MiB, over and over

    def describe(self, texts):
        return torch.empty(len(texts), device="meta")

    def transform(self, numbers):
        return torch.eye(3).to_sparse()

    def weights(self):
        return torch.quantize_per_tensor(torch.zeros(3), 0.1, 0, torch.quint8)
