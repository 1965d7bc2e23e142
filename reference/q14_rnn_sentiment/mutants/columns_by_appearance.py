from .solution import Solution as Reference


class Solution(Reference):
    """Numbers the labels as training meets them, and never back."""

    def fit(self, texts, labels):
        met = list(dict.fromkeys(labels))
        super().fit(texts, [met.index(label) for label in labels])
