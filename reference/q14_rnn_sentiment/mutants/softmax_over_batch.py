from .solution import Solution as Reference


class Solution(Reference):
    """Normalises over the texts instead of over the labels."""

    def predict_proba(self, texts):
        return super().predict_proba(texts).log().softmax(0)
