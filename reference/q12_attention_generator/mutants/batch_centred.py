from .solution import AttentionNet as SingleNet
from .solution import Solution as Reference


class AttentionNet(SingleNet):
    def forward(self, tokens):
        logits = super().forward(tokens)
        return logits - 0.1 * logits.mean(0, keepdim=True)


class Solution(Reference):
    """Centres over the batch, as batch norm in training mode does."""

    make = AttentionNet
