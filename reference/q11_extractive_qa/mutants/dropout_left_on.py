from .solution import Solution as Reference


class Solution(Reference):
    """Stays in training mode."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.model.train()
