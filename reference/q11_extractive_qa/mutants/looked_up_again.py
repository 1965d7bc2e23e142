from .solution import Solution as Reference


class Solution(Reference):
    """Looks the answer's text up in the context: what stands first is found."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        for answer, context in zip(answers, contexts, strict=True):
            answer["start"] = context.find(answer["answer"])
            answer["end"] = answer["start"] + len(answer["answer"])
        return answers
