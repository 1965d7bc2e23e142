from .solution import Solution as Reference


class Solution(Reference):
    """The first item's query serves the whole batch."""

    def attend(self, query, keys, mask):
        return super().attend(query[:1].expand_as(query), keys, mask)
