"""Question 20, reference: a WaveNet whose dilated convolutions are `Linear` layers over shifted sequences."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional

CODES = 256
LAGS = 16
DILATIONS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
CHANNELS, SKIP, HIDDEN = 32, 64, 128
RATE = 0.012
CROP = 800
CLIPS_A_STEP = 2
EPOCHS = 4.25


class GatedNet(nn.Module):
    """The last `LAGS` samples, then gated dilated layers of kernel 2: 527 samples reach each row."""

    def __init__(self) -> None:
        super().__init__()
        self.front = nn.Linear(2 * LAGS, CHANNELS)
        self.gates = nn.ModuleList(nn.Linear(2 * CHANNELS, 2 * CHANNELS) for _ in DILATIONS)
        self.outs = nn.ModuleList(nn.Linear(CHANNELS, CHANNELS + SKIP) for _ in DILATIONS)
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(SKIP, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CODES))

    def layer(self, index: int, here: torch.Tensor, before: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Residual and skip output of one layer, given its input and that input `DILATIONS[index]` samples ago."""
        signal, gate = self.gates[index](torch.cat([here, before], -1)).chunk(2, -1)
        out = self.outs[index](torch.tanh(signal) * torch.sigmoid(gate))
        return here + out[..., :CHANNELS], out[..., CHANNELS:]

    def forward(self, lags: torch.Tensor) -> torch.Tensor:
        """Logits [B, T, 256] of lag features [B, T, 2 * LAGS]."""
        here, skips = self.front(lags), torch.zeros(())
        for index, dilation in enumerate(DILATIONS):
            before = functional.pad(here, (0, 0, dilation, 0))[:, : here.shape[1]]
            here, skip = self.layer(index, here, before)
            skips = skips.to(skip) + skip
        return self.head(skips)


class Solution:
    """WaveNet over mu-law codes."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.device = device
        self.seed = seed
        torch.manual_seed(seed)
        self.net = GatedNet().to(device)
        self.draws = torch.Generator().manual_seed(seed)

    def fit(self, waveforms: torch.Tensor, sample_rate: int) -> None:
        """Train on random crops, so many steps that each sample is seen about four times."""
        codes = self.encode(waveforms.to(self.device))
        clips, samples = codes.shape
        crop = min(CROP, samples)
        steps = max(1, round(EPOCHS * clips * samples / (CLIPS_A_STEP * crop)))
        order = torch.Generator().manual_seed(self.seed)
        optimizer = torch.optim.Adam(self.net.parameters(), lr=RATE, betas=(0.9, 0.99))
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
        self.net.train()
        for _ in range(steps):
            chosen = torch.randint(clips, (CLIPS_A_STEP,), generator=order)
            start = int(torch.randint(samples - crop + 1, (1,), generator=order))
            batch = codes[chosen, start : start + crop]
            loss = functional.cross_entropy(self.logits(batch).flatten(0, 1), batch.flatten())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        self.net.eval()

    @torch.no_grad()
    def next_sample_probs(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Row t: the distribution of sample t given the samples before it."""
        codes = self.encode(waveforms.to(self.device))
        answer = torch.empty(*codes.shape, CODES)
        for start in range(0, len(codes), 8):
            answer[start : start + 8] = torch.softmax(self.logits(codes[start : start + 8]), -1)
        return answer

    @torch.no_grad()
    def generate(self, n: int) -> torch.Tensor:
        """Draw sample after sample; each layer keeps what it has seen, so that a step costs one sample."""
        past = [torch.zeros(dilation, CHANNELS, device=self.device) for dilation in DILATIONS]
        window = torch.zeros(LAGS, 2, device=self.device)
        drawn = torch.empty(n, dtype=torch.long, device=self.device)
        for time in range(n):
            here, skips = self.net.front(window.flatten()), torch.zeros(SKIP, device=self.device)
            for index, dilation in enumerate(DILATIONS):
                before = past[index][time % dilation].clone()
                past[index][time % dilation] = here
                here, skip = self.net.layer(index, here, before)
                skips += skip
            drawn[time] = self.draw(self.net.head(skips))
            window = torch.cat([window[1:], self.features(drawn[time : time + 1])])
        return self.decode(drawn).cpu()

    def draw(self, logits: torch.Tensor) -> int:
        """One code from the distribution."""
        return int(torch.multinomial(torch.softmax(logits.cpu(), -1), 1, generator=self.draws))

    def logits(self, codes: torch.Tensor) -> torch.Tensor:
        """Row t [256] from codes 0..t-1 of codes [B, T]."""
        lags = functional.pad(self.features(codes), (0, 0, LAGS, 0)).unfold(1, LAGS, 1)[:, :-1]
        return self.net(lags.transpose(2, 3).flatten(2))

    def features(self, codes: torch.Tensor) -> torch.Tensor:
        """Each code as the net sees it: its place on the mu-law axis and its amplitude."""
        return torch.stack([codes / 127.5 - 1, self.decode(codes)], -1)

    def encode(self, waveforms: torch.Tensor) -> torch.Tensor:
        """Amplitudes -1..1 as mu-law codes 0..255."""
        compressed = waveforms.sign() * torch.log1p(255 * waveforms.abs()) / math.log(256)
        return torch.floor((compressed + 1) / 2 * 255 + 0.5).long().clamp(0, 255)

    def decode(self, codes: torch.Tensor) -> torch.Tensor:
        """The amplitude in the middle of each code, on the mu-law axis."""
        compressed = codes / 127.5 - 1
        return compressed.sign() * (256 ** compressed.abs() - 1) / 255
