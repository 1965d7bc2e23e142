import math

from .solution import Solution as Reference


class Solution(Reference):
    """Looks an unseen word up as it is, instead of as <unk>."""

    def score(self, sentences):
        scores = super().score(sentences)
        for sentence, values in zip(sentences, scores, strict=True):
            for position, word in enumerate(sentence):
                if word not in self.known:
                    values[position] = math.log(1e-12)
        return scores
