from .solution import WORD
from .solution import Solution as Reference


class Solution(Reference):
    """Keeps the label of a name's first piece only."""

    def predict(self, texts):
        return [
            [[start, WORD.match(text, start).end(), label] for start, _, label in names]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
