"""Question 13, reference: a pre-norm Transformer encoder over words, and the mean over them.

Attention knows where words stand by a bias linear in distance (Press et al. 2022, section 3), which needs no longest
text; as no text is read from left to right alone here, half of the heads look to the left and half to the right.
"""

from __future__ import annotations

import re

import torch
from torch import nn
from torch.nn import functional

WIDTH, LAYERS = 64, 2
SLOPES = (2.0, 0.5, -2.0, -0.5)
"""What a word of distance costs each head: those above 0 look to the left, those below to the right."""
BATCH, RATE = 32, 4e-3
STEPS, EPOCHS, FEWEST = 500, 10, 60
"""Training takes EPOCHS epochs, but from FEWEST to STEPS steps."""
UNSEEN_SHARE = 0.02
"""The share of training words hidden, so that the entry for unseen words is trained too."""
DROPOUT = 0.05
PAD, BEGIN, UNSEEN = 0, 1, 2
TEXTS_A_PASS = 64


def words_of(text: str) -> list[str]:
    """Lower-cased words and single marks."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


class Block(nn.Module):
    """Self-attention and a feed-forward net, each after a layer norm and beside a shortcut."""

    def __init__(self) -> None:
        super().__init__()
        self.before_attention, self.before_feed = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.project = nn.Linear(WIDTH, 3 * WIDTH)
        self.merge = nn.Linear(WIDTH, WIDTH)
        self.feed = nn.Sequential(nn.Linear(WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))
        self.dropout = nn.Dropout(DROPOUT)

    def bias(self, real: torch.Tensor) -> torch.Tensor:
        """What is added to attention scores, [B, heads, T, T]: minus infinity where a head does not look."""
        places = torch.arange(real.shape[1], device=real.device)
        ahead = places[None] - places[:, None]
        slopes = torch.tensor(SLOPES, device=real.device)[:, None, None]
        linear = (slopes * ahead).masked_fill(slopes * ahead > 0, float("-inf"))
        # A word always sees itself, so that the row of a pad, too, has something to look at.
        return linear[None].masked_fill(~real[:, None, None, :] & (ahead != 0), float("-inf"))

    def forward(self, hidden: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Hidden states [B, T, WIDTH]; `real` bool [B, T] says what is no pad."""
        batch, length, _ = hidden.shape
        projected = self.project(self.before_attention(hidden)).view(batch, length, 3, len(SLOPES), -1)
        query, key, value = projected.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=self.bias(real))
        hidden = hidden + self.dropout(self.merge(seen.transpose(1, 2).reshape(batch, length, WIDTH)))
        return hidden + self.dropout(self.feed(self.before_feed(hidden)))


class Encoder(nn.Module):
    """Scores of classes, from the mean over a text's tokens."""

    def __init__(self, words: int, classes: int) -> None:
        super().__init__()
        self.embed = nn.Embedding(words, WIDTH)
        nn.init.normal_(self.embed.weight, std=0.5)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.head = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, classes))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Scores [B, classes] of tokens [B, T]."""
        real = tokens != PAD
        hidden = self.embed(tokens)
        for block in self.blocks:
            hidden = block(hidden, real)
        keep = real[:, :, None]
        return self.head((hidden * keep).sum(1) / keep.sum(1))


class Solution:
    """A Transformer classifier trained from scratch."""

    def __init__(self, *, seed: int, device: str) -> None:
        self.device = device
        self.seed = seed
        self.number: dict[str, int] = {}
        self.net: Encoder | None = None

    def fit(self, texts: list[str], labels: list[int]) -> None:
        """Train with a one-cycle rate on batches of texts of like lengths."""
        torch.manual_seed(self.seed)
        words = sorted({word for text in texts for word in words_of(text)})
        self.number = {word: number for number, word in enumerate(words, start=UNSEEN + 1)}
        self.net = Encoder(len(words) + UNSEEN + 1, max(labels) + 1).to(self.device)
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
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        self.net.eval()

    @torch.inference_mode()
    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """Probabilities [N, C]; column k is label k's."""
        assert self.net is not None, "fit comes first"
        rows = [self.tokens(text) for text in texts]
        answer = torch.zeros(len(rows), self.net.head[1].out_features)
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
