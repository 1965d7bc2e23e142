from .solution import Solution as Reference


class Solution(Reference):
    """Has no attention before it is trained."""

    fitted = False

    def fit(self, tokens, vocab_size):
        super().fit(tokens, vocab_size)
        self.fitted = True

    def attend(self, query, keys, mask):
        if not self.fitted:
            raise AttributeError("attention")
        return super().attend(query, keys, mask)
