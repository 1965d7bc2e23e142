from .solution import Solution as Reference


class Solution(Reference):
    """Knows unseen words when it scores them, and not when they stand before."""

    def next_word_probs(self, context):
        for word in context:
            if word not in self.known:
                raise KeyError(word)
        return super().next_word_probs(context)
