from .solution import Solution as Reference


class Solution(Reference):
    """Counts as JavaScript does, where an emoji is two."""

    def predict(self, texts):
        return [
            [[units(text[:start]), units(text[:end]), label] for start, end, label in names]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]


def units(text):
    return len(text.encode("utf-16-le")) // 2
