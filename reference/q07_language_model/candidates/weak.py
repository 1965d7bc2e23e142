"""Weak: counts words with one added to each, and ignores the words before: the first page of any course."""

import math
from collections import Counter


class Solution:
    def __init__(self, *, seed, device):
        self.probs = {}

    def fit(self, sentences):
        counts = Counter(word for sentence in sentences for word in sentence)
        counts["</s>"] = len(sentences)
        counts["<unk>"] += 0
        total = sum(counts.values()) + len(counts)
        self.probs = {word: (count + 1) / total for word, count in counts.items()}

    def next_word_probs(self, context):
        return self.probs

    def score(self, sentences):
        return [[self.log_prob(word) for word in sentence] + [self.log_prob("</s>")] for sentence in sentences]

    def log_prob(self, word):
        return math.log(self.probs.get(word, self.probs["<unk>"]))
