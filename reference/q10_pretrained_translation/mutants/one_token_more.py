from .solution import Solution as Reference


class Solution(Reference):
    """Takes max_new_tokens for the length of the whole decoder sequence without its start."""

    def translate(self, sentences, num_beams, max_new_tokens):
        return super().translate(sentences, num_beams, max_new_tokens + 1)
