from .solution import Solution as Reference


class Solution(Reference):
    """Sorts the sentences by length to save pads, and forgets to sort back."""

    def translate(self, sentences, num_beams, max_new_tokens):
        return super().translate(sorted(sentences, key=len), num_beams, max_new_tokens)
