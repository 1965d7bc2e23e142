from .solution import Solution as Reference


class Solution(Reference):
    """Stops as soon as there are as many finished hypotheses as beams."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        search = self.model.generate
        self.model.generate = lambda **options: search(**options | {"early_stopping": options["num_beams"] > 1})
