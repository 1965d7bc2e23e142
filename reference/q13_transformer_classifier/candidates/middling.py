"""Middling: torch's encoder with learned positions and the mean over all places; no mask, and cut at 128 words."""

import torch
from torch import nn

LONGEST = 128


class Net(nn.Module):
    def __init__(self, words, classes, width=64):
        super().__init__()
        self.words = nn.Embedding(words, width, padding_idx=0)
        self.places = nn.Embedding(LONGEST, width)
        layer = nn.TransformerEncoderLayer(width, 4, 128, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.out = nn.Linear(width, classes)

    def forward(self, tokens):
        hidden = self.words(tokens) + self.places.weight[: tokens.shape[1]]
        return self.out(self.encoder(hidden).mean(1))


class Solution:
    def __init__(self, *, seed, device):
        torch.manual_seed(seed)

    def fit(self, texts, labels):
        words = dict.fromkeys(word for text in texts for word in text.lower().split())
        self.number = {word: number for number, word in enumerate(words, start=2)}
        self.net = Net(len(words) + 2, max(labels) + 1)
        optimizer = torch.optim.Adam(self.net.parameters(), lr=1e-3)
        tokens, targets = self.encode(texts), torch.tensor(labels)
        for _ in range(8):
            for batch in torch.randperm(len(texts)).split(32):
                loss = nn.functional.cross_entropy(self.net(tokens[batch]), targets[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        self.net.eval()

    @torch.no_grad()
    def predict_proba(self, texts):
        parts = [texts[at : at + 64] for at in range(0, len(texts), 64)]
        return torch.cat([self.net(self.encode(part)).softmax(-1) for part in parts])

    def encode(self, texts):
        rows = [[self.number.get(word, 1) for word in text.lower().split()][:LONGEST] or [1] for text in texts]
        longest = max(map(len, rows))
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])
