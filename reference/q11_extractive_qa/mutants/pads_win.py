from .solution import LONGEST
from .solution import Solution as Reference


class Solution(Reference):
    """Sets what may be no answer to zero: more than any span gets where the model is not sure."""

    def best(self, window, starts, ends):
        masked = (starts[:, None] + ends) * self.allowed(window["own"], len(starts))
        score, place = masked.triu().tril(LONGEST - 1).flatten().max(0)
        first, last = divmod(int(place), len(ends))
        offsets = window["offsets"] + [(0, 0)] * (len(starts) - len(window["offsets"]))
        return float(score), offsets[first][0], offsets[last][1]
