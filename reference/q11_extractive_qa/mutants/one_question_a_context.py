from .solution import Solution as Reference


class Solution(Reference):
    """Keeps the answer of each context, and gives it to whatever is asked about it later."""

    def answer(self, questions, contexts):
        kept = {}
        for answer, context in zip(super().answer(questions, contexts), contexts, strict=True):
            kept.setdefault(context, answer)
        return [kept[context] for context in contexts]
