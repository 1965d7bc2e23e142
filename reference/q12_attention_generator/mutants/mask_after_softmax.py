from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Masks weights instead of scores."""

    def attend(self, query, keys, mask):
        scores = torch.einsum("bh,bth->bt", query, keys) / keys.shape[-1] ** 0.5
        weights = torch.softmax(scores, 1) * mask
        return {"context": torch.einsum("bt,bth->bh", weights, keys), "weights": weights}
