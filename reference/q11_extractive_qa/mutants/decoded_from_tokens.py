from .solution import Solution as Reference


class Solution(Reference):
    """Gives the text that the tokens decode to, beside right offsets."""

    def answer(self, questions, contexts):
        answers = super().answer(questions, contexts)
        for answer in answers:
            answer["answer"] = self.tokenizer.decode(
                self.tokenizer(answer["answer"], add_special_tokens=False)["input_ids"]
            )
        return answers
