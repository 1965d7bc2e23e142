from .solution import WORD
from .solution import Solution as Reference


class Solution(Reference):
    """Gives the numbers of words, not of characters."""

    def predict(self, texts):
        answers = []
        for text, names in zip(texts, super().predict(texts), strict=True):
            starts = [match.start() for match in WORD.finditer(text)]
            ends = [match.end() for match in WORD.finditer(text)]
            answers.append([[starts.index(start), ends.index(end) + 1, label] for start, end, label in names])
        return answers
