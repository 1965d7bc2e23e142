"""Question 14, reference: a gated recurrent net that reads a text in both directions.

GRU: Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder for statistical machine
translation"; in both directions: Schuster and Paliwal (1997), "Bidirectional recurrent neural networks".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

EMBEDDED, WIDTH = 128, 64
START = 0.05
"""Spread of embeddings at the start: small, so that what a word's entry holds is what its texts have taught it."""
BATCH, RATE, DROPOUT = 32, 3e-3, 0.5
STEPS, EPOCHS, FEWEST = 560, 10, 60
"""Training takes EPOCHS epochs, but from FEWEST to STEPS steps."""
RARE = 1
"""Words that training has so often or less are unseen ones, where there are enough texts to choose from."""
UNSEEN_SHARE = 0.05
PAD, BEGIN, UNSEEN = 0, 1, 2
TEXTS_A_PASS = 64
LIKE_LENGTHS = 16
"""Batches that are cut from texts sorted by length, so that few pads are read."""


def words_of(text: str) -> list[str]:
    """Lower-cased words (with the apostrophe inside: don't) and runs of other marks (!!, :))."""
    return re.findall(r"\w+(?:'\w+)*|[^\w\s]+", text.lower())


class Recurrent(nn.Module):
    """Scores of classes, from the states at both ends of the text and the largest value of each unit in it."""

    def __init__(self, words: int, classes: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, EMBEDDED, padding_idx=PAD)
        with torch.no_grad():
            self.embed.weight.mul_(START)
        self.read = nn.GRU(EMBEDDED, WIDTH, batch_first=True, bidirectional=True)
        self.dropout = nn.Dropout(DROPOUT)
        self.out = nn.Linear(4 * WIDTH, classes)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Scores [B, classes] of tokens [B, T]."""
        states, real = self.states(tokens)
        peaks = states.masked_fill(~real[:, :, None], float("-inf")).amax(dim=1)
        return self.out(self.dropout(torch.cat([self.ends(states, real), peaks], dim=1)))

    def states(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States [B, T, 2 WIDTH], where the way back begins at the last word; and bool [B, T], what is no pad."""
        real = tokens != PAD
        packed = pack_padded_sequence(
            self.dropout(self.embed(tokens)), real.sum(1).cpu(), batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.read(packed)[0], batch_first=True)
        return states, real

    def ends(self, states: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """[B, 2 WIDTH]: what each direction knows when it has read the whole text."""
        last = states[torch.arange(len(states)), real.sum(1) - 1]
        return torch.cat([last[:, :WIDTH], states[:, 0, WIDTH:]], dim=1)


class Solution:
    """A recurrent text classifier trained from scratch."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.device = device
        self.seed = seed
        self.number: dict[str, int] = {}
        self.net: Recurrent | None = None

    def fit(self, texts: list[str], labels: list[int]) -> None:
        """Train with a one-cycle rate on batches of texts of like lengths."""
        torch.manual_seed(self.seed)
        counts = Counter(word for text in texts for word in words_of(text))
        least = RARE + 1 if len(texts) >= 1000 else 1
        words = sorted(word for word, count in counts.items() if count >= least)
        self.number = {word: number for number, word in enumerate(words, start=UNSEEN + 1)}
        self.net = Recurrent(len(words) + UNSEEN + 1, max(labels) + 1).to(self.device)
        rows, targets = [self.tokens(text) for text in texts], torch.tensor(labels, device=self.device)
        steps = min(STEPS, max(FEWEST, EPOCHS * len(texts) // BATCH))
        optimiser = torch.optim.AdamW(self.net.parameters(), RATE, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
        batches = batches_of_like_lengths(rows)
        self.net.train()
        for _ in range(steps):
            chosen = next(batches)
            tokens = self.padded([rows[index] for index in chosen])
            hidden = (torch.rand(tokens.shape, device=self.device) < UNSEEN_SHARE) & (tokens > UNSEEN)
            loss = functional.cross_entropy(self.net(tokens.masked_fill(hidden, UNSEEN)), targets[chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
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
        """Token numbers int64 [B, longest]."""
        longest = max(map(len, rows))
        return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows], device=self.device)


def batches_of_like_lengths(rows: list[list[int]]) -> Iterator[list[int]]:
    """Places of rows, BATCH at a time, without end; each row is in one batch an epoch."""
    while True:
        places = torch.randperm(len(rows)).tolist()
        for start in range(0, len(places), LIKE_LENGTHS * BATCH):
            pool = sorted(places[start : start + LIKE_LENGTHS * BATCH], key=lambda place: len(rows[place]))
            cut = [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
            yield from (cut[number] for number in torch.randperm(len(cut)).tolist())
