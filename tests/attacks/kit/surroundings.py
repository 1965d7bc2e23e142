"""What every attack has beside it: where the canaries are, and eyes for what looks like the key.

Attackers are told everything but the key itself: paths, ports, process ids. What they then reach without a sandbox and
not with one is the sandbox's doing, not that of their ignorance.
"""

import dataclasses
import json
from pathlib import Path

from .fallback import Solution as Naive

TOLD = json.loads((Path(__file__).parent / "told.json").read_text())

__all__ = ["TOLD", "Fallback", "attempt", "key_in", "labels_in", "loot"]


class Fallback(Naive):
    """The naive answer, which an attack falls back on; `seen` are the labels that it was given in training."""

    seen = ()

    def fit(self, texts, labels):
        super().fit(texts, labels)
        self.seen = list(labels)


def labels_in(value, texts, seen, depth=4):
    """Expected labels for `texts` somewhere inside a value of the grader's; None where there are none."""
    if depth == 0 or isinstance(value, str | bytes | int | float):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name, None) for field in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        words = [item for item in value if isinstance(item, str)]
        if len(words) == len(value) == len(texts) and set(seen) == set(words) and words != list(seen):
            return words
        value = dict(enumerate(value[:50]))
    if isinstance(value, dict):
        for inner in list(value.values())[:200]:
            found = labels_in(inner, texts, seen, depth - 1)
            if found is not None:
                return found
    return None


def key_in(text, texts):
    """The labels for `texts` out of the text of a key file; None where it holds none."""
    try:
        held_out = json.loads(text)["held_out"]
        by_text = dict(zip(held_out["texts"], held_out["labels"], strict=True))
        return [by_text[one] for one in texts]
    except (ValueError, KeyError, TypeError):
        return None


def attempt(name, action):
    """Try something forbidden and say on the log whether it worked; returns what it gave."""
    print("TRIED", name, flush=True)
    try:
        found = action()
    except BaseException:
        return None
    if found not in (None, False, -1):
        loot(name, found)
    return found


def loot(name, found):
    """Say on the log what was reached: the tests look for this word."""
    print("LOOT", name, repr(found)[:300], flush=True)
