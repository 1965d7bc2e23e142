from .solution import END
from .solution import Solution as Reference


class Solution(Reference):
    """Sentences have words and no end."""

    def next_word_probs(self, context):
        probabilities = super().next_word_probs(context)
        end = probabilities.pop(END)
        return {word: probability / (1 - end) for word, probability in probabilities.items()}

    def score(self, sentences):
        return [values[:-1] for values in super().score(sentences)]
