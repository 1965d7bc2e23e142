"""Weak: the 300 most frequent words, each votes for the label it stands with most; marks words, does not count them."""

from collections import Counter, defaultdict


class Solution:
    def __init__(self, *, seed, device):
        self.words = []

    def fit(self, texts, labels):
        counts = Counter(word for text in texts for word in text.lower().split())
        self.words = [word for word, _ in counts.most_common(300)]
        self.first = labels[0]
        labels_of = defaultdict(Counter)
        for text, label in zip(texts, labels, strict=True):
            for word in text.lower().split():
                labels_of[word][label] += 1
        self.vote = {word: labels_of[word].most_common(1)[0][0] for word in self.words}

    def vocabulary(self):
        return self.words

    def vectorize(self, texts):
        return [[1 if word in text.lower().split() else 0 for word in self.words] for text in texts]

    def predict(self, texts):
        answers = []
        for text in texts:
            votes = Counter(self.vote[word] for word in text.lower().split() if word in self.vote)
            answers.append(votes.most_common(1)[0][0] if votes else self.first)
        return answers
