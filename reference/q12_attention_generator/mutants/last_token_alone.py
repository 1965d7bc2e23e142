from .solution import AttentionNet as LongNet
from .solution import Solution as Reference


class AttentionNet(LongNet):
    def forward(self, tokens):
        return super().forward(tokens.reshape(-1, 1)).reshape(*tokens.shape, -1)


class Solution(Reference):
    """Begins anew at every token: a bigram model."""

    make = AttentionNet
