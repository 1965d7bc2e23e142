from .solution import Solution as Reference


class Solution(Reference):
    """Counts bytes of UTF-8."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        for answer, context in zip(answers, contexts, strict=True):
            answer["start"], answer["end"] = (len(context[: answer[edge]].encode()) for edge in ("start", "end"))
        return answers
