"""Weak: looks for capital letters and a few words by hand, and learns nothing from the training texts."""

import re

NAME = re.compile(r"[A-Z]\w+(?: (?:of |& )?[A-Z]\w+)*")
FIRM_WORDS = {"Bank", "Group", "Systems", "Motors", "University"}
FIRST_WORDS = {"The", "It", "On", "In", "I", "He", "She", "They", "We", "A", "An"}


class Solution:
    def __init__(self, *, seed, device):
        pass

    def fit(self, texts, entities):
        pass

    def predict(self, texts):
        return [self.names(text) for text in texts]

    def names(self, text):
        found = []
        for match in NAME.finditer(text):
            words = match[0].split()
            before = text[: match.start()].split()[-1:]
            if match[0] in FIRST_WORDS:
                continue
            if "&" in words or words[-1] in FIRM_WORDS or match[0].isupper():
                label = "ORG"
            elif before and before[0] in ("in", "from", "to", "near"):
                label = "LOC"
            else:
                label = "PER"
            found.append([match.start(), match.end(), label])
        return found
