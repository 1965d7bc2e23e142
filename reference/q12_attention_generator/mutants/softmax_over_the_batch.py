from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Soft-max over axis 0, which is the batch."""

    def attend(self, query, keys, mask):
        scores = torch.einsum("bh,bth->bt", query, keys) / keys.shape[-1] ** 0.5
        weights = torch.softmax(scores.masked_fill(~mask, -1e9), 0) * mask
        return {"context": torch.einsum("bt,bth->bh", weights, keys), "weights": weights}
