from .solution import Solution as Reference


class Solution(Reference):
    """Takes true for a place to hide, as torch's `key_padding_mask` does."""

    def attend(self, query, keys, mask):
        return super().attend(query, keys, ~mask)
