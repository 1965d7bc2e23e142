"""Question 16, reference: a pre-trained BERT encoder whose upper layers and a linear head are fine-tuned.

Devlin et al. (2019), "BERT: pre-training of deep bidirectional transformers". With few texts the lower layers are best
left as they came (Lee et al. 2019, "What would Elsa do?"): what they make of each training text is computed once.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

TRAINED = 1 / 3
"""The share of layers, the upper ones, that training changes."""
BATCH, EPOCHS, MOST = 16, 4, 32
"""Training takes EPOCHS epochs, but at most MOST steps."""
RATE, HEAD_RATE, WARM_UP = 4e-4, 4e-3, 0.1
TEXTS_A_PASS = 32


def mask_of(real: torch.Tensor) -> torch.Tensor:
    """What is added to attention scores, [B, 1, 1, T]: next to minus infinity at pads. `real` is bool [B, T]."""
    added = torch.zeros(real.shape, device=real.device).masked_fill(~real, torch.finfo(torch.float32).min)
    return added[:, None, None, :]


class Net(nn.Module):
    """Scores of classes, from the mean over a text's tokens in the encoder's last layer."""

    def __init__(self, checkpoint: str, classes: int) -> None:
        super().__init__()
        encoder = AutoModel.from_pretrained(checkpoint, attn_implementation="sdpa")
        trained = max(1, round(len(encoder.encoder.layer) * TRAINED))
        self.embeddings = encoder.embeddings
        self.lower, self.upper = encoder.encoder.layer[:-trained], encoder.encoder.layer[-trained:]
        self.head = nn.Linear(encoder.config.hidden_size, classes)
        nn.init.zeros_(self.head.weight)

    @torch.no_grad()
    def below(self, tokens: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """What the untrained layers make of tokens [B, T]: hidden states [B, T, H]."""
        hidden, mask = self.embeddings(tokens), mask_of(real)
        for layer in self.lower:
            hidden = layer(hidden, mask)
        return hidden

    def above(self, hidden: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Scores [B, classes] of hidden states [B, T, H]."""
        mask = mask_of(real)
        for layer in self.upper:
            hidden = layer(hidden, mask)
        return self.head(self.pooled(hidden, real))

    def pooled(self, hidden: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """The mean [B, H] over the places that are no pads."""
        return (hidden * real[..., None]).sum(1) / real.sum(1, keepdim=True)


class Solution:
    """A fine-tuned BERT encoder."""

    def __init__(self, *, seed: int, device: str, checkpoint: str) -> None:
        self.seed, self.device, self.checkpoint = seed, device, checkpoint
        self.tokenizer = AutoTokenizer.from_pretrained(checkpoint)
        self.net: Net | None = None

    def fit(self, texts: list[str], labels: list[int]) -> None:
        """Train with a one-cycle rate on batches drawn by lot."""
        torch.manual_seed(self.seed)
        self.net = net = Net(self.checkpoint, max(labels) + 1).to(self.device)
        rows = self.lower_states(net.eval(), texts)
        targets = torch.tensor(labels, device=self.device)
        steps = min(MOST, max(1, EPOCHS * len(texts) // BATCH))
        groups = [(net.upper.parameters(), RATE), (net.head.parameters(), HEAD_RATE)]
        optimiser = torch.optim.AdamW([{"params": part, "lr": rate} for part, rate in groups], weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, [rate for _, rate in groups], total_steps=steps, pct_start=WARM_UP
        )
        net.train()
        order: list[int] = []
        for _ in range(steps):
            order = order or torch.randperm(len(rows)).tolist()
            chosen, order = order[:BATCH], order[BATCH:]
            hidden = nn.utils.rnn.pad_sequence([rows[index] for index in chosen], batch_first=True)
            real = real_places([len(rows[index]) for index in chosen], self.device)
            loss = functional.cross_entropy(net.above(hidden, real), targets[chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*net.upper.parameters(), *net.head.parameters()], 1.0)
            optimiser.step()
            schedule.step()
        net.eval()

    @torch.inference_mode()
    def predict_proba(self, texts: list[str]) -> torch.Tensor:
        """Probabilities [N, C]; column k is label k's."""
        assert self.net is not None, "fit comes first"
        answer = torch.zeros(len(texts), self.net.head.out_features)
        for places, tokens, real in self.batches(texts):
            answer[places] = self.net.above(self.net.below(tokens, real), real).softmax(-1).cpu()
        return answer

    def lower_states(self, net: Net, texts: list[str]) -> list[torch.Tensor]:
        """The hidden states [T, H] of each text, of its own length, below the trained layers."""
        rows = [torch.empty(0)] * len(texts)
        for places, tokens, real in self.batches(texts):
            for place, states, own in zip(places, net.below(tokens, real), real, strict=True):
                rows[place] = states[own]
        return rows

    def batches(self, texts: list[str]) -> Iterator[tuple[list[int], torch.Tensor, torch.Tensor]]:
        """The texts' places, tokens [B, T] and which of these are real; texts of like length stand together."""
        rows = [self.tokens(text) for text in texts]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        for start in range(0, len(order), TEXTS_A_PASS):
            places = order[start : start + TEXTS_A_PASS]
            tokens = [torch.tensor(rows[place], device=self.device) for place in places]
            real = real_places(list(map(len, tokens)), self.device)
            yield places, nn.utils.rnn.pad_sequence(tokens, batch_first=True), real

    def tokens(self, text: str) -> list[int]:
        """Word pieces between [CLS] and [SEP], as many of the first as the encoder has positions for."""
        return self.tokenizer(text, truncation=True, max_length=self.tokenizer.model_max_length)["input_ids"]


def real_places(lengths: list[int], device: str) -> torch.Tensor:
    """Which places of a batch are no pads: bool [B, longest]."""
    return torch.arange(max(lengths), device=device) < torch.tensor(lengths, device=device)[:, None]
