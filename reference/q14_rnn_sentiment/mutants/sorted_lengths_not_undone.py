from .solution import Solution as Reference


class Solution(Reference):
    """Sorts the texts by length for short batches, and answers in that order."""

    def predict_proba(self, texts):
        return super().predict_proba(sorted(texts, key=lambda text: len(self.tokens(text))))
