from .solution import Solution as Reference


class Solution(Reference):
    """Marks which words occur, instead of counting them."""

    def vectorize(self, texts):
        return (super().vectorize(texts) > 0).astype("int64")
