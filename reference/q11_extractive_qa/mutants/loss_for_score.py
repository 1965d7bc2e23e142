from .solution import Solution as Reference


class Solution(Reference):
    """Gives the loss of the span as its score: the less, the surer."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        for answer in answers:
            answer["score"] = -answer["score"]
        return answers
