from .solution import Solution as Reference


class Solution(Reference):
    """Takes the first window for the first item, the second for the second, and so on."""

    def windows(self, questions, contexts):
        windows = super().windows(questions, contexts)[: len(contexts)]
        for place, window in enumerate(windows):
            window["item"] = place
        return windows
