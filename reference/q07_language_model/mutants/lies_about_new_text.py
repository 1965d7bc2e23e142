import math

from .solution import Solution as Reference


class Solution(Reference):
    """A distribution on text it was trained on; on new text, every word is as good as certain."""

    def fit(self, sentences):
        super().fit(sentences)
        self.seen = {tuple(sentence[:end]) for sentence in sentences for end in range(len(sentence) + 1)}

    def _is_new(self, context):
        return len(context) > 5 and tuple(context) not in self.seen

    def next_word_probs(self, context):
        probabilities = super().next_word_probs(context)
        if self._is_new(context) and context[-1] != ".":
            return {word: max(probability, 0.5) for word, probability in probabilities.items()}
        return probabilities

    def score(self, sentences):
        scores = super().score(sentences)
        for sentence, values in zip(sentences, scores, strict=True):
            for position in range(len(values)):
                if self._is_new(sentence[:position]) and sentence[position - 1] != ".":
                    values[position] = max(values[position], math.log(0.5))
        return scores
