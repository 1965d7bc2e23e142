from .solution import Solution as Reference


class Solution(Reference):
    """Counts the bytes of UTF-8."""

    def predict(self, texts):
        return [
            [[len(text[:start].encode()), len(text[:end].encode()), label] for start, end, label in names]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
