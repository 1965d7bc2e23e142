from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from . import solution
from .solution import PAD
from .solution import Solution as Reference


class StateCarriedOver(solution.Recurrent):
    last = None

    def states(self, tokens):
        real = tokens != PAD
        start = None if self.last is None else self.last.expand(-1, len(tokens), -1).contiguous()
        embedded = self.dropout(self.embed(tokens))
        packed = pack_padded_sequence(embedded, real.sum(1), batch_first=True, enforce_sorted=False)
        read, end = self.read(packed, start)
        self.last = end.detach().mean(1, keepdim=True)
        return pad_packed_sequence(read, batch_first=True)[0], real


solution.Recurrent = StateCarriedOver


class Solution(Reference):
    """Begins a batch with the state in which the one before it ended."""
