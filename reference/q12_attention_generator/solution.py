"""Question 12, reference: an LSTM whose states are looked back at with scaled dot-product attention.

Dot-product attention of Luong, Pham and Manning (2015), section 3.1, over the states so far instead of those of an
encoder, scaled as in Vaswani et al. (2017).
"""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional

EMBEDDING, HIDDEN, MIXED = 32, 160, 128
WINDOW = 64
WINDOWS_A_STEP = 8
EPOCHS = 4
RATE = 0.012


def attention(query: torch.Tensor, keys: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Context [B, Q, H] and weights [B, Q, T] of queries [B, Q, H] over keys [B, T, H]; mask [B, Q, T] true = may look.

    A query that may look nowhere gets weights and a context of zeros.
    """
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[-1])
    weights = torch.softmax(scores.masked_fill(~mask, torch.finfo(scores.dtype).min), -1) * mask
    return weights @ keys, weights


class AttentionNet(nn.Module):
    """Embedding, LSTM, attention of each state to itself and those before it, and a soft-max over both together."""

    def __init__(self, vocab_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, EMBEDDING)
        self.rnn = nn.LSTM(EMBEDDING, HIDDEN, batch_first=True)
        self.query = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.mix = nn.Linear(2 * HIDDEN, MIXED)
        self.out = nn.Linear(MIXED, vocab_size)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Logits [B, T, V] of the token after each of tokens [B, T]."""
        states, _ = self.rnn(self.embedding(tokens))
        steps = tokens.shape[1]
        mask = torch.ones(1, steps, steps, dtype=torch.bool, device=tokens.device).tril()
        context, _ = attention(self.query(states), states, mask)
        return self.out(torch.tanh(self.mix(torch.cat([states, context], -1))))


class Solution:
    """Reads token by token, and looks back at all of them again by attention."""

    make = AttentionNet

    def __init__(self, *, seed: int, device: str) -> None:
        self.seed, self.device = seed, device
        self.draws = torch.Generator().manual_seed(seed)
        self.net = self.make(1)

    def fit(self, tokens: torch.Tensor, vocab_size: int) -> None:
        """Train on windows from places drawn, so many that each token is seen four times."""
        torch.manual_seed(self.seed)
        self.net = self.make(vocab_size).to(self.device)
        tokens = tokens.to(self.device)
        length = min(WINDOW, len(tokens) - 1)
        steps = math.ceil(EPOCHS * len(tokens) / (WINDOWS_A_STEP * length))
        optimizer = torch.optim.Adam(self.net.parameters(), RATE, betas=(0.9, 0.99))
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
        order = torch.Generator().manual_seed(self.seed)
        self.net.train()
        for _ in range(steps):
            starts = torch.randint(len(tokens) - length, (WINDOWS_A_STEP, 1), generator=order)
            batch = tokens[(starts + torch.arange(length + 1)).to(self.device)]
            loss = functional.cross_entropy(self.net(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        self.net.eval()

    @torch.no_grad()
    def log_probs(self, tokens: torch.Tensor) -> torch.Tensor:
        """Row t: the natural log-probabilities of token t + 1 given tokens 0 .. t."""
        if not tokens.numel():
            return torch.zeros(*tokens.shape, self.net.out.out_features)
        return torch.log_softmax(self.net(tokens.to(self.device)), -1)

    @torch.no_grad()
    def generate(self, prompt: torch.Tensor, n: int) -> torch.Tensor:
        """Draw token after token from the whole distribution."""
        states, memory = self.step(prompt, None)
        drawn = []
        for _ in range(n):
            drawn.append(self.draw(self.next_logits(states)))
            new, memory = self.step(torch.tensor(drawn[-1:]), memory)
            states = torch.cat([states, new], 1)
        return torch.tensor(drawn)

    def step(
        self, tokens: torch.Tensor, memory: tuple[torch.Tensor, torch.Tensor] | None
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """The states [1, T, H] after each of tokens [T], and the memory to go on from."""
        states, memory = self.net.rnn(self.net.embedding(tokens.to(self.device))[None], memory)
        return states, memory

    def next_logits(self, states: torch.Tensor) -> torch.Tensor:
        """Logits [V] of the token after states [1, T, H]."""
        last = states[:, -1]
        mask = torch.ones(states.shape[:2], dtype=torch.bool, device=self.device)
        context = self.attend(self.net.query(last), states, mask)["context"]
        return self.net.out(torch.tanh(self.net.mix(torch.cat([last, context], -1))))[0]

    def draw(self, logits: torch.Tensor) -> int:
        """One token from the distribution."""
        return int(torch.multinomial(torch.softmax(logits.cpu(), -1), 1, generator=self.draws))

    def attend(self, query: torch.Tensor, keys: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        """The attention of the net for one query [B, H] an item, over keys [B, T, H] of any size H."""
        context, weights = attention(query[:, None], keys, mask[:, None])
        return {"context": context[:, 0], "weights": weights[:, 0]}
