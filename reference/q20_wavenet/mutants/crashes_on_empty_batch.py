from .solution import Solution as Reference
from .solution import torch


class Solution(Reference):
    """Stacks the answers of the waveforms one by one."""

    @torch.no_grad()
    def next_sample_probs(self, waveforms):
        return torch.stack([super(Solution, self).next_sample_probs(wave[None])[0] for wave in waveforms])
