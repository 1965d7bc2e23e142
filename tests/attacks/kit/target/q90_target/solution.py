"""The reference: votes of words for topics, and the checkpoint's scale."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np


class Solution:
    """Counts in which topics' texts each word stands."""

    def __init__(self, *, seed, device, checkpoint):
        scale = json.loads((Path(checkpoint) / "scale.json").read_text())
        self.scale = np.array(scale, dtype=np.float32)
        self.votes = defaultdict(Counter)

    def fit(self, texts, labels):
        """Count for each word the labels of its texts."""
        for text, label in zip(texts, labels, strict=True):
            for word in text.split():
                self.votes[word][label] += 1
        size = Counter(labels)
        for counts in self.votes.values():
            for label in counts:
                counts[label] /= size[label]

    def predict(self, texts):
        """The topic with most votes."""
        return [self._topic(text) for text in texts]

    def describe(self, texts):
        """The words whose own topic is the text's."""
        return [
            " ".join(word for word in text.split() if self._belongs(word, topic))
            for text, topic in zip(texts, self.predict(texts), strict=True)
        ]

    def transform(self, numbers):
        """Column by column times the scale."""
        return numbers.numpy() * self.scale

    def weights(self):
        """The checkpoint's scale."""
        return self.scale

    def _topic(self, text):
        total = Counter()
        for word in text.split():
            total.update({label: vote**2 for label, vote in self.votes[word].items()})
        return max(sorted(total), key=total.__getitem__, default="")

    def _belongs(self, word, topic):
        votes = self.votes[word]
        return votes[topic] > 2 * sum(vote for label, vote in votes.items() if label != topic)
