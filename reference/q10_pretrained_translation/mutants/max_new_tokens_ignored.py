from .solution import Solution as Reference


class Solution(Reference):
    """Always allows forty tokens."""

    def translate(self, sentences, num_beams, max_new_tokens):
        return super().translate(sentences, num_beams, 40)
