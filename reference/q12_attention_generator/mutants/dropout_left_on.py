from .solution import AttentionNet as EvenNet
from .solution import Solution as Reference
from .solution import functional


class AttentionNet(EvenNet):
    def forward(self, tokens):
        return functional.dropout(super().forward(tokens), 0.02, training=True)


class Solution(Reference):
    """Dropout whatever the mode."""

    make = AttentionNet
