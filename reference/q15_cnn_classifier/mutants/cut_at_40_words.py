from .solution import Solution as Reference


class Solution(Reference):
    """Cuts texts after their first 40 words."""

    def tokens(self, text):
        return super().tokens(text)[:41]
