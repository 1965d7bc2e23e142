from .solution import Solution as Reference


class Solution(Reference):
    """Samples at temperature 0.8."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        whole = self.model.generate
        self.model.generate = lambda **options: whole(
            **(options | ({"temperature": 0.8} if options["do_sample"] else {}))
        )
