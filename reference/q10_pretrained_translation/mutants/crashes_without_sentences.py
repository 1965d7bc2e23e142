from .solution import Solution as Reference


class Solution(Reference):
    """Pads a batch of nothing."""

    def translate(self, sentences, num_beams, max_new_tokens):
        self.encode(list(sentences))
        return super().translate(sentences, num_beams, max_new_tokens)
