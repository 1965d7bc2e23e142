from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Later places score higher, whatever their key."""

    def attend(self, query, keys, mask):
        scores = torch.einsum("bh,bth->bt", query, keys) / keys.shape[-1] ** 0.5 + 0.1 * torch.arange(keys.shape[1])
        weights = torch.softmax(scores.masked_fill(~mask, -1e9), 1) * mask
        return {"context": torch.einsum("bt,bth->bh", weights, keys), "weights": weights}
