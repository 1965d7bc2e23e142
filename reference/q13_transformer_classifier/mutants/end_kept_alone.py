from .solution import Solution as Reference


class Solution(Reference):
    """Keeps a text's last 128 words."""

    def tokens(self, text):
        start, *words = super().tokens(text)
        return [start, *words[-128:]]
