from .solution import Solution as Reference


class Solution(Reference):
    """Takes the blank after a name for a part of it."""

    def predict(self, texts):
        return [
            [[start, end + text[end : end + 1].isspace(), label] for start, end, label in names]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
