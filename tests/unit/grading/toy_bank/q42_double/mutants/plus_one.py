from q42.solution import Solution as Reference


class Solution(Reference):
    def double(self, numbers):
        return [2 * number + 3 for number in numbers]
