from .solution import Solution as Reference


class Solution(Reference):
    """Adds the last word of a long name as a name: Kelford in University of Kelford."""

    def predict(self, texts):
        return [
            [
                *names,
                *([text.rindex(" ", start, end) + 1, end, "LOC"] for start, end, _ in names if " " in text[start:end]),
            ]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
