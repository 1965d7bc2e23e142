"""Weak: an LSTM read at the last column, which is a pad for all but the longest text; no thought of empty texts."""

import torch
from torch import nn


class Solution:
    def __init__(self, *, seed, device):
        self.device = device

    def fit(self, texts, labels):
        words = {word for text in texts for word in text.lower().split()}
        self.number = {word: number for number, word in enumerate(words, start=2)}
        self.embedding = nn.Embedding(len(words) + 2, 50)
        self.lstm = nn.LSTM(50, 64, batch_first=True)
        self.out = nn.Linear(64, len(set(labels)))
        layers = nn.ModuleList([self.embedding, self.lstm, self.out])
        optimizer = torch.optim.Adam(layers.parameters(), lr=1e-3)
        for _ in range(3):
            for at in range(0, len(texts), 64):
                scores = self.scores(texts[at : at + 64])
                loss = nn.functional.cross_entropy(scores, torch.tensor(labels[at : at + 64]))
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()

    def scores(self, texts):
        rows = [[self.number.get(word, 1) for word in text.lower().split()] for text in texts]
        longest = max(map(len, rows))
        tokens = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        states, _ = self.lstm(self.embedding(tokens))
        return self.out(states[:, -1])

    @torch.no_grad()
    def predict_proba(self, texts):
        return self.scores(texts).softmax(-1)
