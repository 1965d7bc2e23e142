from .solution import Solution as Reference


class Solution(Reference):
    """Reads the first text of a call behind the last one of the call before, as one does whose state is kept."""

    carried = ""

    def predict(self, texts):
        if not texts:
            return []
        answers = super().predict([self.carried + texts[0], *texts[1:]])
        self.carried = texts[-1]
        return answers
