from .solution import Solution as Reference


class Solution(Reference):
    """Compares hypotheses by their summed log-probability, which favours short ones."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        search = self.model.generate
        self.model.generate = lambda **options: search(**options | {"length_penalty": 0.0})
