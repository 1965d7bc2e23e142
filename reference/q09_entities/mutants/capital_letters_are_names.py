from .solution import WORD
from .solution import Solution as Reference


class Solution(Reference):
    """Takes a capital letter for a name where it found none, though a sentence begins with one."""

    def predict(self, texts):
        return [
            names or [[*word.span(), "ORG"] for word in WORD.finditer(text) if word[0][0].isupper()]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
