import unicodedata

from .solution import Solution as Reference


class Solution(Reference):
    """Normalises the text first, and gives offsets in what came of it."""

    def predict(self, texts):
        return super().predict([unicodedata.normalize("NFC", text) for text in texts])
