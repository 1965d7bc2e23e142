from .solution import Solution as Reference


class Solution(Reference):
    """Forgets the soft-max."""

    def predict_proba(self, texts):
        return super().predict_proba(texts).clamp(min=1e-20).log()
