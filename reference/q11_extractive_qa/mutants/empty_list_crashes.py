from .solution import Solution as Reference


class Solution(Reference):
    """Looks at the first answer without asking whether there is one."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        return answers if answers[0] else []
