"""Translation edit rate as sacreBLEU computes it, on its scale of 0..100 (and beyond), with Asian support."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein
from sacrebleu.metrics.lib_ter import translation_edit_rate
from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

from harness.question import Score
from metrics.arguments import Floats, paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, ratio
from metrics.signature import signature

SEARCHED_PAIRS = 10_000
"""Shifts are searched for where the words of hypothesis times those of the reference are at most this many."""


def ter(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Word edits, shifts of phrases among them, per 100 words of the references (Snover et al., 2006).

    Chinese and Japanese are split into characters, punctuation is split off, case does not count. Lower is better.
    For texts longer than some hundred words the search for shifts takes minutes, and is left out: each shift then
    costs its insertions and deletions. ValueError where no reference has a word.
    """
    return ter_statistics(hypotheses=hypotheses, references=references).score(bootstrap)


def ter_statistics(*, hypotheses: Sequence[str], references: Sequence[str]) -> ItemStatistics:
    """Each item's edits and words of its reference."""
    answers, truths = paired_texts(of="ter", hypotheses=hypotheses, references=references)
    tokenizer = TercomTokenizer(normalized=True, no_punct=False, asian_support=True, case_sensitive=False)
    rows = []
    for answer, truth in zip(answers, truths, strict=True):
        words, reference = tokenizer(answer.rstrip()).split(), tokenizer(truth.rstrip()).split()
        searched = len(words) * len(reference) <= SEARCHED_PAIRS
        edits = translation_edit_rate(words, reference)[0] if searched else Levenshtein.distance(words, reference)
        rows.append((edits, len(reference)))
    TercomTokenizer.__call__.cache_clear()  # it would keep 65,536 texts of whatever length
    return ItemStatistics(
        metric="ter",
        higher_is_better=False,
        rows=np.array(rows, dtype=np.float64),
        aggregate=_percent,
        signature=signature(
            "ter",
            "sacrebleu",
            tok="tercom",
            norm=True,
            punct=True,
            asian=True,
            case="lc",
            shifts=SEARCHED_PAIRS,
            nrefs=1,
        ),
    )


def _percent(sums: Floats) -> Floats:
    return 100 * ratio(sums)
