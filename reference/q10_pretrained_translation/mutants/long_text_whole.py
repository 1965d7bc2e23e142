from .solution import Solution as Reference


class Solution(Reference):
    """Feeds the whole text, however long: relative positions raise nothing, and nothing good comes of it."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.tokenizer.model_max_length = 1_000_000
