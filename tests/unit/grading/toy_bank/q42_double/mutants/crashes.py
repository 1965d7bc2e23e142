from q42.solution import Solution as Reference


class Solution(Reference):
    def double(self, numbers):
        raise ValueError(numbers)
