from .solution import Solution as Reference


class Solution(Reference):
    """Reads the first window of each context alone."""

    def windows(self, questions, contexts):
        first = {}
        for window in super().windows(questions, contexts):
            first.setdefault(window["item"], window)
        return list(first.values())
