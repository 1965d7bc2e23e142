"""Question 15, reference: convolutions of several widths over words, and the largest value of each over the text.

Kim (2014), "Convolutional neural networks for sentence classification".
"""

from __future__ import annotations

import re
from collections import Counter

import torch
from torch import nn
from torch.nn import functional

WIDTH, CHANNELS = 64, 64
KERNELS = (1, 2, 3)
BATCH, RATE, DROPOUT = 32, 3e-3, 0.4
STEPS, EPOCHS, FEWEST = 560, 8, 60
"""Training takes EPOCHS epochs, but from FEWEST to STEPS steps."""
RARE = 1
"""Words that training has so often or less are unseen ones, where there are enough texts to choose from."""
UNSEEN_SHARE = 0.02
PAD, BEGIN, UNSEEN = 0, 1, 2
TEXTS_A_PASS = 64


def words_of(text: str) -> list[str]:
    """Lower-cased words (with the apostrophe inside: don't) and runs of other marks (!!, :))."""
    return re.findall(r"\w+(?:'\w+)*|[^\w\s]+", text.lower())


class Convolutions(nn.Module):
    """Scores of classes; rows of tokens have `max(KERNELS) - 1` pads before and after them."""

    def __init__(self, words: int, classes: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, WIDTH, padding_idx=PAD)
        with torch.no_grad():
            self.embed.weight.mul_(0.3)
        self.convolve = nn.ModuleList(nn.Conv1d(WIDTH, CHANNELS, kernel) for kernel in KERNELS)
        self.dropout = nn.Dropout(DROPOUT)
        self.out = nn.Linear(CHANNELS * len(KERNELS), classes)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Scores [B, classes] of tokens [B, T]."""
        signal = self.dropout(self.embed(tokens)).transpose(1, 2)
        real = (tokens != PAD).float()[:, None]
        return self.out(self.dropout(torch.cat([self.peaks(layer, signal, real) for layer in self.convolve], dim=1)))

    def peaks(self, layer: nn.Conv1d, signal: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """The largest value of each channel [B, CHANNELS], over the windows that have a word in them."""
        values = functional.relu(layer(signal))
        inhabited = functional.max_pool1d(real, layer.kernel_size[0], stride=1)
        return values.masked_fill(inhabited == 0, 0.0).amax(dim=2)


class Solution:
    """A convolutional text classifier trained from scratch."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.device = device
        self.seed = seed
        self.number: dict[str, int] = {}
        self.net: Convolutions | None = None

    def fit(self, texts: list[str], labels: list[int]) -> None:
        """Train with a one-cycle rate on batches drawn by lot."""
        torch.manual_seed(self.seed)
        counts = Counter(word for text in texts for word in words_of(text))
        least = RARE + 1 if len(texts) >= 1000 else 1
        words = sorted(word for word, count in counts.items() if count >= least)
        self.number = {word: number for number, word in enumerate(words, start=UNSEEN + 1)}
        self.net = Convolutions(len(words) + UNSEEN + 1, max(labels) + 1).to(self.device)
        rows, targets = [self.tokens(text) for text in texts], torch.tensor(labels, device=self.device)
        steps = min(STEPS, max(FEWEST, EPOCHS * len(texts) // BATCH))
        optimiser = torch.optim.AdamW(self.net.parameters(), RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
        self.net.train()
        order: list[int] = []
        for _ in range(steps):
            order = order or torch.randperm(len(rows)).tolist()
            chosen, order = order[:BATCH], order[BATCH:]
            tokens = self.padded([rows[index] for index in chosen])
            hidden = (torch.rand(tokens.shape, device=self.device) < UNSEEN_SHARE) & (tokens > UNSEEN)
            loss = functional.cross_entropy(self.net(tokens.masked_fill(hidden, UNSEEN)), targets[chosen])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        self.net.eval()

    @torch.inference_mode()
    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """Probabilities [N, C]; column k is label k's."""
        assert self.net is not None, "fit comes first"
        rows = [self.tokens(text) for text in texts]
        answer = torch.zeros(len(rows), self.net.out.out_features)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        for start in range(0, len(order), TEXTS_A_PASS):
            chosen = order[start : start + TEXTS_A_PASS]
            answer[chosen] = self.net(self.padded([rows[index] for index in chosen])).softmax(-1).cpu()
        return answer

    def tokens(self, text: str) -> list[int]:
        """A token that begins the text, so that no text is empty, and a number a word."""
        return [BEGIN, *(self.number.get(word, UNSEEN) for word in words_of(text))]

    def padded(self, rows: list[list[int]]) -> torch.Tensor:
        """Token numbers int64 [B, T], with room for the widest kernel at both ends."""
        edge, longest = max(KERNELS) - 1, max(map(len, rows))
        padded = [[PAD] * edge + row + [PAD] * (longest - len(row) + edge) for row in rows]
        return torch.tensor(padded, device=self.device)
