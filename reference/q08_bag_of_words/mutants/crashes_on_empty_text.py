from .solution import Solution as Reference


class Solution(Reference):
    """Divides by the number of known words, which may be 0."""

    def predict(self, texts):
        for text in texts:
            counts = self._columns(text)
            shares = {column: count / sum(counts.values()) for column, count in counts.items()}
            assert max(shares.values()) <= 1
        return super().predict(texts)
