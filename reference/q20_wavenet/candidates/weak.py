"""Weak: a table of which code follows which, no network; takes codes for amplitudes when it generates."""

import math
from itertools import pairwise

import torch

FIRST = 256  # stands before the first sample


class Solution:
    def __init__(self, *, seed, device):
        torch.manual_seed(seed)

    def fit(self, waveforms, sample_rate):
        counts = torch.full((257, 256), 0.05)
        for codes in quantise(waveforms).tolist():
            for previous, code in pairwise([FIRST, *codes]):
                counts[previous, code] += 1
        self.probs = counts / counts.sum(1, keepdim=True)

    def next_sample_probs(self, waveforms):
        codes = quantise(waveforms)
        first = torch.full((len(codes), 1), FIRST)
        return self.probs[torch.cat([first, codes[:, :-1]], 1)]

    def generate(self, n):
        code, codes = FIRST, []
        for _ in range(n):
            code = int(torch.multinomial(self.probs[code], 1))
            codes.append(code)
        return torch.tensor(codes) / 127.5 - 1


def quantise(waveforms):
    axis = waveforms.sign() * torch.log1p(255 * waveforms.abs()) / math.log(256)
    return torch.floor((axis + 1) / 2 * 255 + 0.5).long()
