from .solution import Solution as Reference


class Solution(Reference):
    """Sorts the items by length, and gives the answers in that order."""

    def answer(self, questions, contexts):
        order = sorted(range(len(contexts)), key=lambda item: len(contexts[item]))
        return super().answer([questions[item] for item in order], [contexts[item] for item in order])
