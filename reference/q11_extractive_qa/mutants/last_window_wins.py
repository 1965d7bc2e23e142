from .solution import Solution as Reference


class Solution(Reference):
    """Keeps the answer of the last window, however sure an earlier one was."""

    def best(self, window, starts, ends):
        _, start, end = super().best(window, starts, ends)
        return float(window["offsets"][window["own"].index(True)][0]), start, end
