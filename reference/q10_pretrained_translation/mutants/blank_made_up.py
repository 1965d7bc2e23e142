from .solution import Solution as Reference


class Solution(Reference):
    """Asks the model about nothing, and believes its answer."""

    def translate(self, sentences, num_beams, max_new_tokens):
        return self.decode(self.generate(self.encode(sentences), num_beams, max_new_tokens)) if sentences else []
