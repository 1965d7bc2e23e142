from .solution import Solution as Reference


class Solution(Reference):
    """Cuts texts after 64 word pieces, enough for nearly all training texts."""

    def tokens(self, text):
        return self.tokenizer(text, truncation=True, max_length=64)["input_ids"]
