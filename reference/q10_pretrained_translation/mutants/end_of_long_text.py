from .solution import Solution as Reference


class Solution(Reference):
    """Keeps the last tokens of a long text, as one does for a prompt."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.tokenizer.truncation_side = "left"
