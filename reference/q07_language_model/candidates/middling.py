"""Middling: word pairs with a small constant added, as tutorials have it; forgets to count how sentences begin."""

import math
from collections import Counter, defaultdict
from itertools import pairwise

ADDED = 0.01


class Solution:
    def __init__(self, *, seed, device):
        self.pairs = defaultdict(Counter)

    def fit(self, sentences):
        words = {word for sentence in sentences for word in sentence}
        self.words = sorted(words | {"<unk>", "</s>"})
        for sentence in sentences:
            line = [*sentence, "</s>"]
            for previous, word in pairwise(line):
                self.pairs[previous][word] += 1
        self.totals = {previous: sum(counts.values()) for previous, counts in self.pairs.items()}
        self.known = set(self.words)

    def prob(self, previous, word):
        count = self.pairs[previous][word] if previous in self.pairs else 0
        return (count + ADDED) / (self.totals.get(previous, 0) + ADDED * len(self.words))

    def known_or_unk(self, word):
        return word if word in self.known else "<unk>"

    def next_word_probs(self, context):
        previous = self.known_or_unk(context[-1]) if context else None
        return {word: self.prob(previous, word) for word in self.words}

    def score(self, sentences):
        scores = []
        for sentence in sentences:
            line = [self.known_or_unk(word) for word in sentence] + ["</s>"]
            scores.append([math.log(self.prob(previous, word)) for previous, word in pairwise([None, *line])])
        return scores
