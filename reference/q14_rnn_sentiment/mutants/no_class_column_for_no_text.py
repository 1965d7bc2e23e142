import torch

from .solution import Solution as Reference


class Solution(Reference):
    """Joins the batches' rows, of which there are none without a text."""

    def predict_proba(self, texts):
        return torch.cat([super(Solution, self).predict_proba([text]) for text in texts])
