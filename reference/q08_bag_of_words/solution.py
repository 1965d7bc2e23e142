"""The reference answer: multinomial naive Bayes over word counts.

McCallum and Nigam (1998): the logarithm of a label's share of the training texts plus, for each word of the text, the
logarithm of the word's share among all words of that label, smoothed by a pseudo-count.
"""

import re
from collections import Counter

import numpy as np

PSEUDO_COUNT = 0.3
WORD = re.compile(r"\w+(?:'\w+)*|[^\w\s]+")


def words_of(text):
    """Lower-cased words (with the apostrophe inside: don't) and runs of punctuation (!!, :))."""
    return WORD.findall(text.lower())


class Solution:
    """Counts words, and compares how usual they are with each label."""

    def __init__(self, *, seed, device):
        self.words = []
        self.labels = []

    def fit(self, texts, labels):
        """Count how often each word occurs with each label, and how often each label occurs."""
        bags = [Counter(words_of(text)) for text in texts]
        self.words = sorted(set().union(*bags))
        self.column = {word: column for column, word in enumerate(self.words)}
        self.labels = sorted(set(labels))
        row = {label: number for number, label in enumerate(self.labels)}
        counts = np.full((len(self.labels), len(self.words)), PSEUDO_COUNT)
        for bag, label in zip(bags, labels, strict=True):
            for word, count in bag.items():
                counts[row[label], self.column[word]] += count
        self.log_likelihood = np.log(counts / counts.sum(1, keepdims=True))
        texts_with = Counter(labels)
        self.log_prior = np.log([texts_with[label] / len(labels) for label in self.labels])

    def vocabulary(self):
        """The words of the training texts, sorted."""
        return self.words

    def vectorize(self, texts):
        """Counts of the vocabulary's words, int64 [N, len(vocabulary)]."""
        counts = np.zeros((len(texts), len(self.words)), dtype=np.int64)
        for row, text in enumerate(texts):
            for column, count in self._columns(text).items():
                counts[row, column] = count
        return counts

    def predict(self, texts):
        """The most probable label of each text."""
        answers = []
        for text in texts:
            counts = self._columns(text)
            columns, weights = np.array(list(counts), dtype=int), np.array(list(counts.values()), dtype=float)
            scores = self.log_prior + self.log_likelihood[:, columns] @ weights
            answers.append(self.labels[int(scores.argmax())])
        return answers

    def _columns(self, text):
        """How often each column's word occurs; words without a column are left out."""
        return Counter(self.column[word] for word in words_of(text) if word in self.column)
