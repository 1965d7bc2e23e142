from .solution import AttentionNet as CausalNet
from .solution import Solution as Reference
from .solution import attention, torch


class AttentionNet(CausalNet):
    def forward(self, tokens):
        states, _ = self.rnn(self.embedding(tokens))
        steps = tokens.shape[1]
        context, _ = attention(self.query(states), states, torch.ones(1, steps, steps, dtype=torch.bool))
        return self.out(torch.tanh(self.mix(torch.cat([states, context], -1))))


class Solution(Reference):
    """Attention to all states, those to come included."""

    make = AttentionNet
