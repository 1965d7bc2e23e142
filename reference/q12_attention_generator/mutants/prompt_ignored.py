from .solution import Solution as Reference


class Solution(Reference):
    """Begins a new text whatever the prompt."""

    def generate(self, prompt, n):
        return super().generate(prompt[:1] * 0, n)
