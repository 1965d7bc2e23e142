from .solution import Solution as Reference


class Solution(Reference):
    """Samples from the fifty best tokens only, the default of many libraries."""

    def __init__(self, **keywords):
        super().__init__(**keywords)
        whole = self.model.generate
        self.model.generate = lambda **options: whole(**(options | ({"top_k": 50} if options["do_sample"] else {})))
