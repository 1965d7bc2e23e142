"""Question 7: a bigram model with absolute discounting, backed off to unigrams and to the uniform distribution."""

import math
from collections import Counter, defaultdict

DISCOUNT = 0.75
START, END, UNKNOWN = "<s>", "</s>", "<unk>"


class Solution:
    def __init__(self, *, seed: int, device: str) -> None:
        self.words: list[str] = []

    def fit(self, sentences: list[list[str]]) -> None:
        self.unigrams: Counter[str] = Counter()
        self.bigrams: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            line = [START, *sentence, END]
            self.unigrams.update(line[1:])
            for left, right in zip(line, line[1:]):
                self.bigrams[left][right] += 1
        self.words = sorted({*self.unigrams, UNKNOWN, END})
        total = sum(self.unigrams.values())
        left_over = DISCOUNT * len(self.unigrams) / total
        self.lower = {
            word: max(self.unigrams[word] - DISCOUNT, 0) / total + left_over / len(self.words) for word in self.words
        }

    def next_word_probs(self, context: list[str]) -> dict[str, float]:
        counts, total = self._after(context)
        if not total:
            return dict(self.lower)
        left_over = DISCOUNT * len(counts) / total
        return {word: max(counts[word] - DISCOUNT, 0) / total + left_over * self.lower[word] for word in self.words}

    def score(self, sentences: list[list[str]]) -> list[list[float]]:
        scores = []
        for sentence in sentences:
            words = [word if word in self.lower else UNKNOWN for word in sentence]
            scores.append([self._log_prob(words[:at], word) for at, word in enumerate([*words, END])])
        return scores

    def _log_prob(self, context: list[str], word: str) -> float:
        counts, total = self._after(context)
        if not total:
            return math.log(self.lower[word])
        left_over = DISCOUNT * len(counts) / total
        return math.log(max(counts[word] - DISCOUNT, 0) / total + left_over * self.lower[word])

    def _after(self, context: list[str]) -> tuple[Counter[str], int]:
        left = context[-1] if context else START
        if context and left not in self.lower:
            left = UNKNOWN
        counts = self.bigrams.get(left, Counter())
        return counts, sum(counts.values())
