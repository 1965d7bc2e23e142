from .solution import Solution as Reference


class Solution(Reference):
    """fit_transform where transform was meant: the vocabulary becomes that of the texts to predict."""

    def predict(self, texts):
        answers = super().predict(texts)
        if texts:
            Reference.fit(self, texts, answers)
        return answers
