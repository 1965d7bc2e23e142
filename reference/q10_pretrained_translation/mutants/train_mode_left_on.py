from .solution import Solution as Reference


class Solution(Reference):
    """Leaves the model in training mode: dropout changes every answer."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        self.model.train()
