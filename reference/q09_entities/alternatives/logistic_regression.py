"""scikit-learn: each word's tag by logistic regression over a window of words, then the best allowed sequence.

The labels come as begin, inside, last and single (BILOU). Words that are rare in training are read by their shape;
training reads each text twice more, with words hidden at random.
"""

import re
from collections import Counter

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

PIECES = re.compile(r"[a-zà-öø-ÿ\u0100-\u024f\u0300-\u036f]+|\d+|\S", re.IGNORECASE)
COMMON = 3
HIDDEN = (0.0, 0.4, 0.7)
EDGE = "<edge>"


class Solution:
    def __init__(self, *, seed, device):
        self.seed = seed

    def fit(self, texts, entities):
        rows = [cut(text) for text in texts]
        counts = Counter(word.lower() for words, _ in rows for word in words)
        self.common = {word for word, count in counts.items() if count >= COMMON}
        described, tags = [], []
        rng = np.random.default_rng(self.seed)
        for share in HIDDEN:
            for (words, spans), names in zip(rows, entities, strict=True):
                described += self.describe(words, rng.random(len(words)) < share)
                tags += bilou(spans, names)
        self.columns = DictVectorizer()
        self.model = LogisticRegression(C=1.0, tol=1e-3, max_iter=200)
        self.model.fit(self.columns.fit_transform(described), tags)
        kinds = [str(kind) for kind in self.model.classes_]
        self.kinds = kinds
        self.follow = np.array([[0.0 if may_follow(one, other) else -1e9 for other in kinds] for one in kinds])
        self.start = np.array([0.0 if may_follow("O", kind) else -1e9 for kind in kinds])
        self.stop = np.array([0.0 if may_follow(kind, "O") else -1e9 for kind in kinds])

    def predict(self, texts):
        return [self.names(text) for text in texts]

    def names(self, text):
        words, spans = cut(text)
        if not words:
            return []
        described = self.describe(words, [False] * len(words))
        scores = self.model.predict_log_proba(self.columns.transform(described))
        best, back = scores[0] + self.start, []
        for row in scores[1:]:
            paths = best[:, None] + self.follow
            back.append(paths.argmax(0))
            best = paths.max(0) + row
        kind = int((best + self.stop).argmax())
        path = [kind]
        for pointers in reversed(back):
            kind = int(pointers[kind])
            path.append(kind)
        found, first = [], 0
        for (start, end), number in zip(spans, reversed(path), strict=True):
            if self.kinds[number] == "O":
                continue
            place, label = self.kinds[number].split("-")
            if place in "BU":
                first = start
            if place in "LU":
                found.append([first, end, label])
        return found

    def describe(self, words, hidden):
        """A dict of features for each word: of itself, and of two words on either side."""
        names = [
            word.lower() if word.lower() in self.common and not out else f"<{shape(word)}>"
            for word, out in zip(words, hidden, strict=True)
        ]
        plain = [at for at, word in enumerate(words) if word.islower() or not word[0].isalpha()]
        rows = []
        for at, word in enumerate(words):
            row = {"bias": 1, "short": len(word) < 4}
            for step in (-2, -1, 0, 1, 2):
                there = 0 <= at + step < len(words)
                row[f"{step}={names[at + step] if there else EDGE}"] = 1
                row[f"{step} shape={shape(words[at + step]) if there else EDGE}"] = 1
            for size in (2, 3, 4):
                row[f"ends {word[-size:].lower()}"] = 1
                row[f"next ends {words[at + 1][-size:].lower() if at + 1 < len(words) else EDGE}"] = 1
            if word[0].isupper():
                end = at
                while end + 1 < len(words) and (words[end + 1][0].isupper() or words[end + 1] in ("&", "of")):
                    end += 1
                row[f"run of {end - at}"] = row[f"run ends {names[end]}"] = row[f"run ends {words[end][-3:]}"] = 1
                before = [names[other] for other in plain if other < at][-2:]
                after = [names[other] for other in plain if other > at][:2]
                row["before " + " ".join(before[-1:])] = row["before two " + " ".join(before)] = 1
                row["after " + " ".join(after[:1])] = row["after two " + " ".join(after)] = 1
            rows.append(row)
        return rows


def shape(word):
    if word.isdigit():
        return "number"
    if not word[0].isalpha():
        return "sign"
    return "capitals" if word.isupper() else "name" if word[0].isupper() else "word"


def cut(text):
    spans = [match.span() for match in PIECES.finditer(text)]
    return [text[start:end] for start, end in spans], spans


def bilou(spans, names):
    tags = ["O"] * len(spans)
    for start, end, label in names:
        covered = [at for at, (left, right) in enumerate(spans) if start < right and left < end]
        for at in covered:
            place = "U" if len(covered) == 1 else "B" if at == covered[0] else "L" if at == covered[-1] else "I"
            tags[at] = f"{place}-{label}"
    return tags


def may_follow(one, other):
    if one[0] in "BI":
        return other[0] in "IL" and one[1:] == other[1:]
    return other[0] in "OBU"
