from .solution import Solution as Reference


class Solution(Reference):
    """Scores the keys against their own mean."""

    def attend(self, query, keys, mask):
        return super().attend(keys.mean(1), keys, mask)
