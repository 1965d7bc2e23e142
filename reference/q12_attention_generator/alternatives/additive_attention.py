"""Additive attention (Bahdanau, Cho and Bengio, 2015) over LSTM states."""

import torch
from torch import nn

LENGTH, BATCH = 64, 8


class Additive(nn.Module):
    """score(query, key) = v . tanh(W query + U key)."""

    def __init__(self, width, inner=12):
        super().__init__()
        self.of_query = nn.Linear(width, inner)
        self.of_key = nn.Linear(width, inner, bias=False)
        self.value = nn.Linear(inner, 1, bias=False)

    def forward(self, queries, keys, mask):
        """Queries [B, Q, H], keys [B, T, H], mask [B, Q, T] or [Q, T]."""
        inner = torch.tanh(self.of_query(queries)[:, :, None] + self.of_key(keys)[:, None])
        scores = self.value(inner)[..., 0].masked_fill(~mask, -1e9)
        weights = scores.softmax(-1)
        return torch.bmm(weights, keys), weights


class Network(nn.Module):
    def __init__(self, size, width=192, embedded=32):
        super().__init__()
        self.size = size
        self.embed = nn.Embedding(size, embedded)
        self.lstm = nn.LSTM(embedded, width, batch_first=True)
        self.attention = Additive(width)
        self.logits = nn.Linear(2 * width, size)

    def forward(self, tokens):
        states = self.lstm(self.embed(tokens))[0]
        places = torch.arange(tokens.shape[1])
        context, _ = self.attention(states, states, places[:, None] >= places)
        return self.logits(torch.cat([states, context], 2)).log_softmax(2)


class Solution:
    def __init__(self, *, seed, device):
        torch.manual_seed(seed)
        self.seed = seed
        self.attentions = {}
        self.network = None

    def fit(self, tokens, vocab_size):
        self.network = Network(vocab_size)
        length = min(LENGTH, len(tokens) - 1)
        windows = tokens.unfold(0, length + 1, 1)
        steps = 8 + 4 * len(tokens) // (BATCH * length)
        optimizer = torch.optim.AdamW(self.network.parameters(), lr=0.01, weight_decay=0.0)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
        for _ in range(steps):
            batch = windows[torch.randint(len(windows), (BATCH,))]
            rows = self.network(batch[:, :-1])
            loss = -rows.gather(2, batch[:, 1:, None]).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            optimizer.step()
            schedule.step()

    @torch.inference_mode()
    def log_probs(self, tokens):
        if 0 in tokens.shape:
            return torch.zeros(*tokens.shape, self.network.size)
        return torch.cat([self.network(some) for some in tokens.split(16)])

    @torch.inference_mode()
    def generate(self, prompt, n):
        text = prompt.tolist()
        for _ in range(n):
            rows = self.network(torch.tensor([text[-LENGTH:]]))
            text.append(int(rows[0, -1].exp().multinomial(1)))
        return text[len(prompt) :]

    @torch.inference_mode()
    def attend(self, query, keys, mask):
        width = query.shape[1]
        if width not in self.attentions:
            with torch.random.fork_rng():
                torch.manual_seed(self.seed + width)
                self.attentions[width] = Additive(width)
        trained = self.network is not None and width == self.network.lstm.hidden_size
        attention = self.network.attention if trained else self.attentions[width]
        context, weights = attention(query[:, None], keys, mask[:, None])
        return {"context": context[:, 0], "weights": weights[:, 0]}
