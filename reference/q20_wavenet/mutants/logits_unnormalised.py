from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Squashes each logit by itself."""

    @torch.no_grad()
    def next_sample_probs(self, waveforms):
        return torch.sigmoid(self.logits(self.encode(waveforms.to(self.device)))).cpu()
