from .solution import WINDOW, torch
from .solution import AttentionNet as AnyLengthNet
from .solution import Solution as Reference


class AttentionNet(AnyLengthNet):
    mask = torch.ones(2 * WINDOW, 2 * WINDOW).tril()

    def forward(self, tokens):
        assert tokens.shape[1] <= len(self.mask), "longer than the mask"
        return super().forward(tokens)


class Solution(Reference):
    """Has a mask for windows twice as long as in training and no longer."""

    make = AttentionNet
