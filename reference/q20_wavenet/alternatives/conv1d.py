"""The textbook network: dilated `Conv1d` layers padded on the left, and generation by running the whole net again."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional


class CausalConv(nn.Conv1d):
    """Zeros on the left, none on the right."""

    def forward(self, signal):
        left = (self.kernel_size[0] - 1) * self.dilation[0]
        return super().forward(functional.pad(signal, (left, 0)))


class Block(nn.Module):
    def __init__(self, channels, skip, dilation):
        super().__init__()
        self.filter = CausalConv(channels, channels, 2, dilation=dilation)
        self.gate = CausalConv(channels, channels, 2, dilation=dilation)
        self.residual = nn.Conv1d(channels, channels, 1)
        self.skip = nn.Conv1d(channels, skip, 1)

    def forward(self, signal):
        gated = torch.tanh(self.filter(signal)) * torch.sigmoid(self.gate(signal))
        return signal + self.residual(gated), self.skip(gated)


class WaveNet(nn.Module):
    def __init__(self, channels=32, skip=64):
        super().__init__()
        self.front = CausalConv(1, channels, 32)
        self.blocks = nn.ModuleList(Block(channels, skip, 2**power) for power in range(9))
        self.head = nn.Sequential(nn.ReLU(), nn.Conv1d(skip, 128, 1), nn.ReLU(), nn.Conv1d(128, 256, 1))

    def forward(self, codes):
        """Logits [B, 256, T] of codes [B, T]: each row from the codes before it."""
        axis = (codes / 127.5 - 1)[:, None]
        hidden, total = self.front(functional.pad(axis, (1, 0))[..., :-1]), 0
        for block in self.blocks:
            hidden, skip = block(hidden)
            total = total + skip
        return self.head(total)


class Solution:
    def __init__(self, *, seed, device):
        torch.manual_seed(seed)
        self.device = torch.device(device)
        self.model = WaveNet().to(self.device)

    def fit(self, waveforms, sample_rate):
        codes = quantise(waveforms).to(self.device)
        count, length = codes.shape
        piece = min(length, 800)
        steps = max(8, round(3.4 * count * length / (2 * piece)))
        optimizer = torch.optim.AdamW(self.model.parameters(), 0.01, weight_decay=0.0)
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = 0.01 * min(1, (step + 1) / 30) * 0.5 * (1 + math.cos(math.pi * step / steps))
            begin = torch.randint(length - piece + 1, ())
            batch = codes[torch.randperm(count)[:2], begin : begin + piece]
            loss = functional.cross_entropy(self.model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            optimizer.step()
        self.model.eval()

    @torch.inference_mode()
    def next_sample_probs(self, waveforms):
        if not len(waveforms):
            return torch.zeros(0, waveforms.shape[1], 256)
        rows = [self.model(quantise(row[None]).to(self.device)).softmax(1).transpose(1, 2) for row in waveforms]
        return torch.cat(rows).contiguous()

    @torch.inference_mode()
    def generate(self, n):
        codes = torch.zeros(1, n + 1, dtype=torch.long, device=self.device)
        for place in range(n):
            first = max(0, place - 600)
            logits = self.model(codes[:, first : place + 1])[0, :, -1]
            codes[0, place] = torch.multinomial(logits.softmax(0), 1)[0]
        axis = codes[0, :n] / 127.5 - 1
        return (torch.sign(axis) * torch.expm1(axis.abs() * math.log(256)) / 255).cpu()


def quantise(waveforms):
    axis = torch.copysign(torch.log1p(255 * waveforms.abs()) / math.log(256), waveforms)
    return torch.floor((axis + 1) * 127.5 + 0.5).long().clamp(0, 255)
