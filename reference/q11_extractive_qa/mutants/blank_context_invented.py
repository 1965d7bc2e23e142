from .solution import Solution as Reference


class Solution(Reference):
    """Says that it knows no answer where there is nothing to read."""

    def answer(self, questions, contexts):
        return [
            answer if answer["answer"] else {"answer": "no answer", "start": -1, "end": -1, "score": 0.0}
            for answer in super().answer(questions, contexts)
        ]
