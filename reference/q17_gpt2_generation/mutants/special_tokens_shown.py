from .solution import Solution as Reference


class Solution(Reference):
    """Decodes the end-of-text tokens too."""

    def decode(self, ids):
        return self.tokenizer.batch_decode(ids, clean_up_tokenization_spaces=False)
