from .solution import Solution as Reference


class Solution(Reference):
    """Cuts no text, and the encoder has 512 positions."""

    def tokens(self, text):
        return self.tokenizer(text)["input_ids"]
