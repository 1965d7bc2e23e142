"""Question 20: a small gated network of dilated causal convolutions. An answer in several files is a package."""

import torch
from torch.nn import functional

from .mu_law import decode, encode
from .net import WaveNet

STEPS, CLIPS, CROP = 500, 2, 800


class Solution:
    def __init__(self, *, seed: int, device: str) -> None:
        torch.manual_seed(seed)
        self.device = device
        self.net = WaveNet().to(device)

    def fit(self, waveforms: torch.Tensor, sample_rate: int) -> None:
        codes = encode(waveforms.to(self.device))
        count, length = codes.shape
        crop = min(CROP, length)
        steps = max(20, min(STEPS, 4 * count * length // (CLIPS * crop)))
        optimizer = torch.optim.Adam(self.net.parameters(), 0.01, betas=(0.9, 0.99))
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=steps)
        for _ in range(steps):
            rows = torch.randint(count, (CLIPS,))
            start = int(torch.randint(length - crop + 1, ()))
            batch = codes[rows, start : start + crop]
            loss = functional.cross_entropy(self.net(batch).transpose(1, 2), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        print(f"{steps} steps, last loss {loss.item():.3f} nats")

    @torch.no_grad()
    def next_sample_probs(self, waveforms: torch.Tensor) -> torch.Tensor:
        codes = encode(waveforms.to(self.device))
        rows = [self.net(row[None]).softmax(-1) for row in codes]
        return torch.cat(rows) if rows else torch.zeros(*codes.shape, 256)

    @torch.no_grad()
    def generate(self, n: int) -> torch.Tensor:
        codes = torch.zeros(1, n, dtype=torch.long, device=self.device)
        for t in range(n):
            start = max(0, t - self.net.field)
            row = self.net(codes[:, start : t + 1])[0, -1]
            codes[0, t] = torch.multinomial(row.softmax(-1), 1)[0]
        return decode(codes[0])
