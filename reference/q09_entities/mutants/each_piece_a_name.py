from .solution import WORD
from .solution import Solution as Reference


class Solution(Reference):
    """Makes every piece of a name a name of its own."""

    def predict(self, texts):
        return [
            [
                [piece.start(), piece.end(), label]
                for start, end, label in names
                for piece in WORD.finditer(text, start, end)
            ]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
