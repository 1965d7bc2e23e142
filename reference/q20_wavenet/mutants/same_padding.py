from .solution import DILATIONS, functional, torch
from .solution import GatedNet as CausalNet
from .solution import Solution as Reference


class GatedNet(CausalNet):
    def forward(self, lags):
        here, skips = self.front(lags), 0
        for index, dilation in enumerate(DILATIONS):
            left = dilation // 2
            padded = functional.pad(here, (0, 0, left, dilation - left))
            here, skip = self.layer(index, padded[:, dilation:], padded[:, : here.shape[1]])
            skips = skips + skip
        return self.head(skips)


class Solution(Reference):
    """Pads both sides, as `padding="same"` does."""

    def __init__(self, *, seed, device):
        super().__init__(seed=seed, device=device)
        torch.manual_seed(seed)
        self.net = GatedNet().to(device)
