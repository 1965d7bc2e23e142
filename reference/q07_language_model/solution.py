"""The reference answer: a trigram model with interpolated Kneser-Ney smoothing.

Kneser and Ney (1995), in the interpolated form of Chen and Goodman (1999), section 2.7: of every trigram count a
constant discount is taken, and the mass so freed is given to the bigram distribution, whose counts are numbers of
different left neighbours rather than of occurrences; and so on down to the uniform distribution.
"""

import math
from collections import Counter

START, END, UNKNOWN = "<s>", "</s>", "<unk>"


def discount(counts):
    """The discount n1 / (n1 + 2 n2), from how many n-grams occur once and twice; 0.5 where none does."""
    once = sum(count == 1 for count in counts.values())
    twice = sum(count == 2 for count in counts.values())
    return once / (once + 2 * twice) if once and twice else 0.5


class Level:
    """The counts of one order, by context, with what interpolation takes from each context."""

    def __init__(self, counts):
        taken = discount(counts)
        self.following = {}
        for (*context, word), count in counts.items():
            self.following.setdefault(tuple(context), {})[word] = count
        self.kept = {}
        self.left = {}
        for context, words in self.following.items():
            total = sum(words.values())
            self.kept[context] = {word: (count - taken) / total for word, count in words.items()}
            self.left[context] = taken * len(words) / total


class Solution:
    """Next words from the two words before them."""

    def __init__(self, *, seed, device):
        self.vocabulary = []
        self.known = set()
        self.levels = []

    def fit(self, sentences):
        """Count trigrams, the left neighbours of bigrams, and those of words."""
        self.known = {word for sentence in sentences for word in sentence} | {UNKNOWN, END}
        self.vocabulary = sorted(self.known)
        trigrams = Counter()
        for sentence in sentences:
            line = [START, START, *sentence, END]
            trigrams.update(zip(line, line[1:], line[2:], strict=False))
        bigrams = Counter(trigram[1:] for trigram in trigrams)
        unigrams = Counter(bigram[1:] for bigram in bigrams)
        self.levels = [Level(counts) for counts in (unigrams, bigrams, trigrams) if counts]

    def next_word_probs(self, context):
        """The distribution after a context: from the uniform one up, each order refines the one below."""
        probabilities = dict.fromkeys(self.vocabulary, 1 / len(self.vocabulary))
        for level, history in zip(self.levels, self._histories(context), strict=False):
            if history not in level.left:
                break
            left, kept = level.left[history], level.kept[history]
            probabilities = {word: left * probability for word, probability in probabilities.items()}
            for word, probability in kept.items():
                probabilities[word] += probability
        return probabilities

    def score(self, sentences):
        """Natural log-probabilities of each word and of the end."""
        scores = []
        for sentence in sentences:
            words = [word if word in self.known else UNKNOWN for word in sentence] + [END]
            scores.append([math.log(self._probability(words[:at], word)) for at, word in enumerate(words)])
        return scores

    def _probability(self, context, word):
        """The probability of one word: the same sums as in `next_word_probs`, without the other words."""
        probability = 1 / len(self.vocabulary)
        for level, history in zip(self.levels, self._histories(context), strict=False):
            if history not in level.left:
                break
            probability = level.left[history] * probability + level.kept[history].get(word, 0.0)
        return probability

    def _histories(self, context):
        """The last 0, 1 and 2 words of the context."""
        words = [START, START, *(word if word in self.known else UNKNOWN for word in context[-2:])]
        return [(), (words[-1],), (words[-2], words[-1])]
