from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """A soft-max by hand that subtracts no maximum."""

    def attend(self, query, keys, mask):
        scores = torch.einsum("bh,bth->bt", query, keys) / keys.shape[-1] ** 0.5
        exponentials = scores.exp() * mask
        weights = exponentials / exponentials.sum(1, keepdim=True).clamp_min(1e-30)
        return {"context": torch.einsum("bt,bth->bh", weights, keys), "weights": weights}
