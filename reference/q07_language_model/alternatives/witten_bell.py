"""A 4-gram model with Witten-Bell smoothing: contexts seen with many different words leave more to shorter ones."""

import math
from collections import defaultdict

ORDER = 4
WEIGHT = 4  # times what Witten and Bell leave to shorter contexts: best where training text was held back


class Solution:
    def __init__(self, *, seed, device):
        self.words = []

    def fit(self, sentences):
        self.words = list(dict.fromkeys(word for sentence in sentences for word in sentence))
        self.words += [word for word in ("<unk>", "</s>") if word not in self.words]
        self.index = {word: number for number, word in enumerate(self.words)}
        self.after = defaultdict(lambda: defaultdict(int))
        for sentence in sentences:
            numbers = self._numbers(sentence)
            for end, number in enumerate([*numbers, self.index["</s>"]]):
                for history in self._histories(numbers[:end]):
                    self.after[history][number] += 1
        self.total = {history: sum(counts.values()) for history, counts in self.after.items()}

    def next_word_probs(self, context):
        shares = [1 / len(self.words)] * len(self.words)
        for history in self._histories(self._numbers(context)):
            if history not in self.total:
                continue
            counts = self.after[history]
            left = WEIGHT * len(counts)
            size = self.total[history] + left
            shares = [left / size * share for share in shares]
            for number, count in counts.items():
                shares[number] += count / size
        return dict(zip(self.words, shares, strict=True))

    def score(self, sentences):
        return [self._score(sentence) for sentence in sentences]

    def _score(self, sentence):
        numbers = self._numbers(sentence)
        values = []
        for end, number in enumerate([*numbers, self.index["</s>"]]):
            share = 1 / len(self.words)
            for history in self._histories(numbers[:end]):
                if history in self.total:
                    counts = self.after[history]
                    left = WEIGHT * len(counts)
                    share = (left * share + counts.get(number, 0)) / (self.total[history] + left)
            values.append(math.log(share))
        return values

    def _numbers(self, words):
        unknown = self.index["<unk>"]
        return [self.index.get(word, unknown) for word in words]

    def _histories(self, numbers):
        line = [-1] * (ORDER - 1) + numbers
        return [tuple(line[len(line) - size :]) for size in range(ORDER)]
