from .solution import Solution as Reference


class Solution(Reference):
    """Takes the most probable code each time."""

    def draw(self, logits):
        return int(logits.argmax())
