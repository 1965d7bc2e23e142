from .solution import AttentionNet as ForgetfulNet
from .solution import Solution as Reference


class AttentionNet(ForgetfulNet):
    def __init__(self, vocab_size):
        super().__init__(vocab_size)
        self.rnn.register_forward_pre_hook(self.recall, with_kwargs=True)
        self.rnn.register_forward_hook(self.remember)
        self.kept = None

    def recall(self, _rnn, given, _named):
        same = (
            not self.training and len(given) == 1 and self.kept is not None and self.kept[0].shape[1] == len(given[0])
        )
        return ((given[0], self.kept) if same else given), {}

    def remember(self, _rnn, _given, came):
        self.kept = tuple(state.detach() for state in came[1])


class Solution(Reference):
    """Goes on from the state in which the call before ended, where the batch is as large."""

    make = AttentionNet
