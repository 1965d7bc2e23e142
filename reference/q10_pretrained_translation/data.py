"""The sentences of question 10, and what the checkpoint makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from harness.question import DataRequest
from reference.data import en_zh, tables
from reference.data.catalogue import DAILY_PAIRS
from reference.data.en_zh import Pair
from reference.data.tables import Sizes
from reference.models.checkpoints import TRANSLATOR
from reference.seq2seq.model import Seq2SeqModel, by_length
from reference.seq2seq.search import Translation, beam_search, greedy

TABLE = replace(DAILY_PAIRS, sizes=Sizes(0, 300), fast=Sizes(0, 24))
"""Nothing is trained, so that there are held-out pairs alone."""

TIE = 1e-3
"""A search with a smaller margin (see `Translation`) is not asked about: rounding may turn it."""

MADE_UP = (
    "My mother cooked fish yesterday.",
    "Who wrote this long poem?",
    "I do not like carrots, but the children eat them every day.",
    "The old man and his father sold five horses at the market two days ago.",
    "Where will you repair the two old bicycles of our neighbour?",
    "We have two cats and three dogs at home, and every day the children feed them in the garden.",
    "She reads.",
    "Anna, Li Ming and the doctor visited a famous singer last week.",
)
"""Made up for the checks, of unequal lengths."""

ODD = (
    "😀 👍🏽 🇧🇷",
    "你好，世界。",
    "Visit https://example.org/a?b=c now!",
    "Zoë's café - “très” cher…",
    "A" * 60,
    "12 + 30 = 42",
    "TWO CATS ARE IN THE GARDEN.",
    "The girl buys a cup.\nThe boy sells an egg.",
    "I like \u3000this\u00a0cat\u200b.",
)
"""What nobody trains on, and somebody types."""


class TranslationData:
    """The grader's model, the held-out pairs, public sentences, and what greedy and beam search give.

    `daily` are such as the embedded checkpoint knows; half the words of `office` are new to it, so that it is less
    sure of itself, and more depends on how it is run. `further` are more of these, to find some where greedy and beam
    search part.
    """

    def __init__(
        self,
        model: Seq2SeqModel,
        held_out: Sequence[Pair],
        daily: Sequence[str],
        office: Sequence[str],
        further: Sequence[str],
    ) -> None:
        self.model = model
        self.held_out = tuple(held_out)
        self.daily = tuple(daily)
        self.office = tuple(office)
        self.further = tuple(further)
        self._found: dict[tuple[str, int, int], Translation] = {}

    def right(self, sentences: Sequence[str], beams: int, length: int) -> list[Translation]:
        """The translations of at most `length` tokens with that many beams (1: greedy), each computed once."""
        new = [one for one in dict.fromkeys(sentences) if (one, beams, length) not in self._found]
        sources = [self.model.encode(sentence) for sentence in new]
        found = greedy(self.model, sources, length) if beams == 1 else beam_search(self.model, sources, beams, length)
        self._found |= {(sentence, beams, length): one for sentence, one in zip(new, found, strict=True)}
        return [self._found[sentence, beams, length] for sentence in sentences]

    def clear(self, sentences: Sequence[str], beams: int, length: int) -> list[str]:
        """Those sentences whose translation ends by itself, and that no rounding can change."""
        rights = self.right(sentences, beams, length)
        return [
            sentence for sentence, right in zip(sentences, rights, strict=True) if right.ended and right.margin > TIE
        ]

    def level(self, sentences: Sequence[str]) -> list[list[str]]:
        """The sentences by their length in tokens: batches that need no pad."""
        groups = by_length([self.model.encode(sentence) for sentence in sentences])
        return [[sentences[place] for place in places] for places in groups]

    def contested(self, beams: int, length: int) -> list[str]:
        """Sentences that greedy search and that many beams translate differently, both clearly."""
        sentences = self.clear(self.clear((*self.public(), *self.further), 1, length), beams, length)
        pairs = zip(self.right(sentences, 1, length), self.right(sentences, beams, length), strict=True)
        return [sentence for sentence, (one, other) in zip(sentences, pairs, strict=True) if one.text != other.text]

    def public(self) -> tuple[str, ...]:
        """Sentences for large batches: neither odd nor long."""
        return (*MADE_UP, *self.daily, *self.office)

    def long_sentences(self) -> list[str]:
        """Sixteen texts of more tokens than the checkpoint says it reads, of sentences in a row."""
        texts = []
        for turn in range(16):
            words = list(self.daily[turn:]) + list(self.daily[:turn])
            text = words.pop(0)
            while self.model.count(text) <= 1.2 * self.model.longest:
                words = words or list(self.office)
                text += " " + words.pop(0)
            texts.append(text)
        return texts


def make_data(request: DataRequest) -> TranslationData:
    """The data of one exam; a fast one has fewer sentences."""
    daily, office, further = (16, 60, 80) if request.fast else (48, 96, 100)
    doubtful = [pair.source for pair in en_zh.make(request.seed, office + further, 0, "office").train]
    return TranslationData(
        Seq2SeqModel(TRANSLATOR.folder(request.profile)),
        tables.load(TABLE, request).held_out,
        [pair.source for pair in en_zh.make(request.seed, daily, 0).train],
        doubtful[:office],
        doubtful[office:],
    )
