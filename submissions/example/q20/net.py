"""Row t of the logits is made from codes before t: the sequence is shifted by one before the first layer."""

import torch
from torch import nn
from torch.nn import functional

from .mu_law import decode


class WaveNet(nn.Module):
    def __init__(self, channels: int = 24, layers: int = 9) -> None:
        super().__init__()
        self.first = 16
        self.dilations = [2**power for power in range(layers)]
        self.field = self.first + sum(self.dilations)
        self.front = nn.Linear(2 * self.first, channels)
        self.gates = nn.ModuleList(nn.Linear(2 * channels, 2 * channels) for _ in self.dilations)
        self.outs = nn.ModuleList(nn.Linear(channels, 2 * channels) for _ in self.dilations)
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(channels, 96), nn.ReLU(), nn.Linear(96, 256))

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        length = codes.shape[1]
        samples = torch.stack([codes / 127.5 - 1, decode(codes)], -1)
        samples = functional.pad(samples, (0, 0, self.first, 0))[:, :-1]
        hidden = self.front(samples.unfold(1, self.first, 1).flatten(2))
        total = torch.zeros_like(hidden)
        for dilation, gate, out in zip(self.dilations, self.gates, self.outs):
            before = functional.pad(hidden, (0, 0, dilation, 0))[:, :length]
            value, opened = gate(torch.cat([hidden, before], -1)).chunk(2, -1)
            residual, skip = out(value.tanh() * opened.sigmoid()).chunk(2, -1)
            hidden, total = hidden + residual, total + skip
        return self.head(total)
