from .solution import Solution as Reference


class Solution(Reference):
    """Lets the model look at the pads."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        whole = self.model.forward
        self.model.forward = lambda **inputs: whole(**(inputs | {"attention_mask": None}))
