import torch

from .solution import Solution as Reference


class Solution(Reference):
    """Lets the model read the pads as if they were text."""

    def encode(self, sentences):
        batch = super().encode(sentences)
        return batch | {"attention_mask": torch.ones_like(batch["input_ids"])}
