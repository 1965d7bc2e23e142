from .solution import Solution as Reference


class Solution(Reference):
    """Divides by the number of words."""

    def predict_proba(self, texts):
        rows = super().predict_proba(texts).clone()
        for row, text in enumerate(texts):
            count = len(self.tokens(text)) - 1
            rows[row] *= count / count if count else float("nan")
        return rows
