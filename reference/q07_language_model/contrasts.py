"""What a training text says for certain of beginnings, of what follows what, and of ends, whatever the text is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

UNKNOWN = "<unk>"
END = "</s>"

LEAST_COUNT = 5
"""Times that something must stand in the text to be spoken of."""

FAR_MORE = 20
"""How many times as often the likely thing was seen: a check asks for far less, and leaves smoothing its room."""

SHARE, SHARE_OF_ONE = 0.2, 0.1
"""The least share that a likely word has of what follows a context of two words, and the last of them alone."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Two words of which the first begins far more sentences, although the second is the more frequent one."""

    likely: str
    unlikely: str
    begins: tuple[int, int]
    """Training sentences that begin with either."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A word, and two contexts of two words: after the first one, and after its last word, it comes far more often."""

    word: str
    here: list[str]
    there: list[str]
    seen: tuple[str, str]
    """How often it came after either, as "12 of 14 times"."""
    rival: str
    """The most frequent of all words that come far less often after the first context."""


@dataclass(frozen=True, slots=True)
class Contrasts:
    """What is certain of a text. None of it speaks of `<unk>`; a small text may have no opening or contrast."""

    openings: tuple[Opening, ...]
    following: tuple[Contrast, ...]
    """Of words, not of `</s>`."""
    ends: tuple[Contrast, ...]
    """Of `</s>`; none where texts end in any word, without a mark."""


def find_contrasts(sentences: Sequence[Sequence[str]]) -> Contrasts:
    """The two most frequent openings and followings, and the most frequent end."""
    followers = _Followers(sentences)
    following = followers.contrasts(lambda word: word != END)
    ends = followers.contrasts(lambda word: word == END)
    return Contrasts(tuple(islice(_openings(sentences), 2)), tuple(islice(following, 2)), tuple(islice(ends, 1)))


def _openings(sentences: Sequence[Sequence[str]]) -> Iterator[Opening]:
    begins = Counter(sentence[0] for sentence in sentences)
    counts = Counter(word for sentence in sentences for word in sentence if word != UNKNOWN)
    for word, number in begins.most_common():
        if number < LEAST_COUNT:
            return
        more_frequent = (other for other, count in counts.most_common() if count > counts[word] > 0)
        unlikely = next((other for other in more_frequent if begins[other] * FAR_MORE <= number), None)
        if unlikely is not None:
            yield Opening(word, unlikely, (number, begins[unlikely]))


class _Followers:
    """How often each word follows one and two others."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.pairs: Counter[tuple[str, ...]] = Counter()
        self.triples: Counter[tuple[str, ...]] = Counter()
        for sentence in sentences:
            line = [*sentence, END]
            self.pairs.update(pairwise(line))
            self.triples.update(zip(line, line[1:], line[2:], strict=False))
        self.totals: Counter[tuple[str, ...]] = Counter()
        for counts in (self.pairs, self.triples):
            for (*context, _), count in counts.items():
                self.totals[tuple(context)] += count

    def shares(self, context: Sequence[str], word: str) -> tuple[float, float]:
        """The share that `word` has of what follows the two words of `context`, and the last of them alone."""
        two, one = tuple(context), tuple(context[1:])
        return self.triples[*two, word] / self.totals[two], self.pairs[*one, word] / self.totals[one]

    def contrasts(self, of: Callable[[str], bool]) -> Iterator[Contrast]:
        """The contrasts of such words, each word once, the most frequent first."""
        contexts = [context for context, _ in self.totals.most_common() if len(context) == 2 and UNKNOWN not in context]
        words = [context[0] for context, _ in self.totals.most_common() if len(context) == 1 and UNKNOWN not in context]
        found = set()
        for triple, count in self.triples.most_common():
            *here, word = triple
            if count < LEAST_COUNT:
                return
            if UNKNOWN in triple or word in found or not of(word):
                continue
            shares = self.shares(here, word)
            if shares[0] < SHARE or shares[1] < SHARE_OF_ONE:
                continue
            frequent = (context for context in contexts if self.totals[context] >= count)
            there = next((context for context in frequent if _far_less(self.shares(context, word), shares)), None)
            rival = next((other for other in words if _far_less(self.shares(here, other), shares)), None)
            if there is not None and rival is not None:
                found.add(word)
                yield Contrast(word, here, list(there), (self._seen(here, word), self._seen(there, word)), rival)

    def _seen(self, context: Sequence[str], word: str) -> str:
        two = tuple(context)
        return f"{self.triples[*two, word]} of {self.totals[two]} times"


def _far_less(others: tuple[float, float], shares: tuple[float, float]) -> bool:
    return all(other * FAR_MORE <= share for other, share in zip(others, shares, strict=True))
