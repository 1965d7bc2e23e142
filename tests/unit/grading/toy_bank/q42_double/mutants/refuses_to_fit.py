from q42.solution import Solution as Reference


class Solution(Reference):
    def fit(self, numbers):
        raise RuntimeError("not today")
