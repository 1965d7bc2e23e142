from .solution import Solution as Reference


class Solution(Reference):
    """Pads the texts to the longest of them, which no texts have not."""

    def predict(self, texts):
        longest = max(len(text) for text in texts)
        return super().predict([text.ljust(longest) for text in texts])
