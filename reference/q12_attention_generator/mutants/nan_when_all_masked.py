from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """A soft-max over -inf alone is NaN."""

    def attend(self, query, keys, mask):
        scores = torch.einsum("bh,bth->bt", query, keys) / keys.shape[-1] ** 0.5
        weights = torch.softmax(scores.masked_fill(~mask, -torch.inf), 1)
        return {"context": torch.einsum("bt,bth->bh", weights, keys), "weights": weights}
