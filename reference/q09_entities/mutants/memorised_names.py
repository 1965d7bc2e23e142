from .solution import Solution as Reference


class Solution(Reference):
    """Finds only names that training had."""

    def fit(self, texts, entities):
        super().fit(texts, entities)
        self.seen = {text[start:end] for text, names in zip(texts, entities, strict=True) for start, end, _ in names}

    def predict(self, texts):
        return [
            [name for name in names if text[name[0] : name[1]] in self.seen]
            for text, names in zip(texts, super().predict(texts), strict=True)
        ]
