from .solution import Solution as Reference


class Solution(Reference):
    """Gives the numbers of tokens, not of characters."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        for answer, context in zip(answers, contexts, strict=True):
            encoded = self.tokenizer(context, add_special_tokens=False, verbose=False)
            if answer["answer"]:
                answer["start"] = encoded.char_to_token(answer["start"])
                answer["end"] = encoded.char_to_token(answer["end"] - 1) + 1
        return answers
