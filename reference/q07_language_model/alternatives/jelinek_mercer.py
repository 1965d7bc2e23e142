"""Linear interpolation of relative frequencies, with weights for each order found by expectation maximisation."""

import numpy as np

UNKNOWN, END = "<unk>", "</s>"


class Solution:
    def __init__(self, *, seed, device):
        self.seed = seed

    def fit(self, sentences):
        words = sorted({word for sentence in sentences for word in sentence} | {UNKNOWN, END})
        self.words = words
        self.index = {word: number for number, word in enumerate(words)}
        self.start = len(words)
        order = np.random.default_rng(self.seed).permutation(len(sentences))
        kept = max(1, len(sentences) // 20)
        tuning = [sentences[number] for number in order[:kept]]
        rest = [sentences[number] for number in order[kept:]] or tuning
        self._count(rest)
        self._weigh(tuning)
        self._count(sentences)

    def _count(self, sentences):
        lines = [self._line(sentence) for sentence in sentences]
        grams = np.concatenate([np.stack([line[:-2], line[1:-1], line[2:]], 1) for line in lines]).astype(np.int64)
        size = self.start + 1
        pair = grams[:, 0] * size + grams[:, 1]
        self.unigrams = np.bincount(grams[:, 2], minlength=self.start) / len(grams)
        self.tables = [self._table(grams[:, 1], grams[:, 2]), self._table(pair, grams[:, 2])]

    @staticmethod
    def _table(histories, words):
        """Where each history's words lie in one sorted array, with their relative frequencies."""
        order = np.lexsort((words, histories))
        histories, words = histories[order], words[order]
        new = np.r_[True, (np.diff(histories) != 0) | (np.diff(words) != 0)]
        starts = np.flatnonzero(new)
        counts = np.diff(np.r_[starts, len(words)])
        histories, words = histories[starts], words[starts]
        keys, first = np.unique(histories, return_index=True)
        return {
            int(key): (words[low:high], counts[low:high] / counts[low:high].sum())
            for key, low, high in zip(keys, first, np.r_[first[1:], len(words)], strict=True)
        }

    def _weigh(self, sentences):
        """A weight for each mixture of orders that a position can have, by how much its history was seen."""
        rows = np.array([row for sentence in sentences for row in self._rows(self._line(sentence))])
        self.weights = np.full((3, 4), 0.25)
        for kind in range(3):
            own = rows[rows[:, 4] == kind][:, :4]
            usable = np.array([True, True, kind >= 1, kind >= 2])
            weights = usable / usable.sum()
            for _ in range(30 if len(own) else 0):
                share = own * weights
                share /= share.sum(1, keepdims=True)
                weights = share.mean(0)
            weights = np.where(usable, np.maximum(weights, 1e-3), 0)
            self.weights[kind] = weights / weights.sum()

    def _rows(self, line):
        """For each word: what the uniform, unigram, bigram and trigram frequencies say, and which of them can."""
        rows = []
        for first, second, word in zip(line, line[1:], line[2:], strict=False):
            row = [1 / self.start, self.unigrams[word], 0.0, 0.0, 0]
            for table, key in zip(self.tables, (second, first * (self.start + 1) + second), strict=True):
                if key in table:
                    words, shares = table[key]
                    row[4] += 1
                    at = np.searchsorted(words, word)
                    row[1 + row[4]] = shares[at] if at < len(words) and words[at] == word else 0.0
            rows.append(row)
        return rows

    def _line(self, sentence, *, end=True):
        unknown = self.index[UNKNOWN]
        numbers = [self.index.get(word, unknown) for word in sentence]
        return [self.start, self.start, *numbers, *([self.index[END]] if end else [])]

    def next_word_probs(self, context):
        *_, first, second = self._line(context, end=False)
        parts = [np.full(self.start, 1 / self.start), self.unigrams]
        for table, key in zip(self.tables, (second, first * (self.start + 1) + second), strict=True):
            if key in table:
                words, shares = table[key]
                part = np.zeros(self.start)
                part[words] = shares
                parts.append(part)
        weights = self.weights[len(parts) - 2]
        mixed = sum(weight * part for weight, part in zip(weights, parts, strict=False))
        return dict(zip(self.words, (mixed / mixed.sum()).tolist(), strict=True))

    def score(self, sentences):
        answers = []
        for sentence in sentences:
            rows = np.array(self._rows(self._line(sentence)))
            weights = self.weights[rows[:, 4].astype(int)]
            answers.append(np.log((rows[:, :4] * weights).sum(1)).tolist())
        return answers
