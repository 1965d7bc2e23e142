from .solution import Solution as Reference


class Solution(Reference):
    """Where the context is empty it falls back on the frequencies of words, wherever they stand."""

    def _histories(self, context):
        return super()._histories(context) if context else [()]
