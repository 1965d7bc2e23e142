"""Middling: one convolution of three words and the mean over all places, pads too; cut at 64 words, nothing for []."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, words, classes):
        super().__init__()
        self.embedding = nn.Embedding(words, 64, padding_idx=0)
        self.convolution = nn.Conv1d(64, 64, 3, padding=1)
        self.out = nn.Linear(64, classes)

    def forward(self, tokens):
        hidden = self.convolution(self.embedding(tokens).transpose(1, 2))
        return self.out(torch.relu(hidden).mean(2))


class Solution:
    def __init__(self, *, seed, device):
        torch.manual_seed(seed)

    def fit(self, texts, labels):
        words = dict.fromkeys(word for text in texts for word in text.lower().split())
        self.number = {word: number for number, word in enumerate(words, start=2)}
        self.net = Net(len(words) + 2, max(labels) + 1)
        optimizer = torch.optim.Adam(self.net.parameters(), lr=1e-3)
        targets = torch.tensor(labels)
        for _ in range(6):
            for batch in torch.randperm(len(texts)).split(32):
                scores = self.net(self.encode([texts[place] for place in batch]))
                loss = nn.functional.cross_entropy(scores, targets[batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()

    @torch.no_grad()
    def predict_proba(self, texts):
        parts = [texts[at : at + 64] for at in range(0, len(texts), 64)]
        return torch.cat([self.net(self.encode(part)).softmax(-1) for part in parts])

    def encode(self, texts):
        rows = [[self.number.get(word, 1) for word in text.lower().split()][:64] for text in texts]
        longest = max(map(len, rows))
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])
