"""BLEU and chrF as sacreBLEU computes them, on its scale of 0..100.

sacreBLEU counts, segment by segment; the values of all bootstrap replicates come from those counts at once.
Post, A Call for Clarity in Reporting BLEU Scores (2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_re import TokenizerRegexp
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

from harness.question import Score
from metrics.arguments import Floats, paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics
from metrics.signature import signature

Tokenizer = Literal["zh", "13a"]


def bleu(
    *,
    hypotheses: Sequence[str],
    references: Sequence[str],
    tokenizer: Tokenizer = "zh",
    bootstrap: Bootstrap = DEFAULT,
) -> Score:
    """Corpus BLEU-4, 0..100 (Papineni et al., 2002), one reference an item, case kept, exponential smoothing.

    The tokenizer `zh` splits Chinese into characters and the rest as `13a` does, so it is right for both languages.
    Orders of which the hypotheses have no n-gram are left out (`effective_order`): identical texts score 100 however
    short. Beyond that the values are sacreBLEU's.
    """
    return bleu_statistics(hypotheses=hypotheses, references=references, tokenizer=tokenizer).score(bootstrap)


def chrf(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Corpus chrF2, 0..100 (Popović, 2015): n-grams of 1 to 6 characters, white space removed, case kept."""
    return chrf_statistics(hypotheses=hypotheses, references=references).score(bootstrap)


def bleu_statistics(
    *, hypotheses: Sequence[str], references: Sequence[str], tokenizer: Tokenizer = "zh"
) -> ItemStatistics:
    """Each item's lengths, and matched and possible n-grams of orders 1 to 4."""
    answers, truths = paired_texts(of="bleu", hypotheses=hypotheses, references=references)
    scorer = BLEU(tokenize=tokenizer, effective_order=True, force=True)
    rows = np.array(scorer._extract_corpus_statistics(answers, [truths]), dtype=np.float64)
    for cached in (TokenizerZh, Tokenizer13a, TokenizerRegexp):
        cached.__call__.cache_clear()  # each would keep 65,536 texts of whatever length
    return ItemStatistics(
        metric="bleu",
        higher_is_better=True,
        rows=rows,
        aggregate=_bleu,
        signature=signature("bleu", "sacrebleu", tok=tokenizer, smooth="exp", eff=True, case="mixed", nrefs=1),
    )


def chrf_statistics(*, hypotheses: Sequence[str], references: Sequence[str]) -> ItemStatistics:
    """Each item's n-grams of orders 1 to 6 in hypothesis, reference and both."""
    answers, truths = paired_texts(of="chrf", hypotheses=hypotheses, references=references)
    return ItemStatistics(
        metric="chrf",
        higher_is_better=True,
        rows=np.array(CHRF()._extract_corpus_statistics(answers, [truths]), dtype=np.float64),
        aggregate=_chrf,
        signature=signature("chrf", "sacrebleu", nc=6, nw=0, beta=2, space=False, case="mixed", nrefs=1),
    )


def _bleu(sums: Floats) -> Floats:
    """BLEU of columns [hypothesis length, reference length, 4 matched, 4 possible]."""
    length, reference_length, matched, possible = sums[:, 0], sums[:, 1], sums[:, 2:6], sums[:, 6:10]
    counted = possible > 0
    missed = counted & (matched == 0)
    halvings = 2.0 ** np.cumsum(missed, axis=1)
    precision = np.where(missed, 1 / halvings, matched) / np.where(counted, possible, 1)
    logs = np.log(np.where(counted, precision, 1)).sum(axis=1) / np.maximum(counted.sum(axis=1), 1)
    penalty = np.minimum(0, 1 - reference_length / np.maximum(length, 1))
    return np.where(matched.any(axis=1), 100 * np.exp(penalty + logs), 0.0)


def _chrf(sums: Floats) -> Floats:
    """chrF2 of columns [hypothesis, reference, both] for each of six orders."""
    hypothesis, reference, both = (sums[:, start::3] for start in range(3))
    counted = (hypothesis > 0) & (reference > 0)
    orders = np.maximum(counted.sum(axis=1), 1)
    precision = (both / np.where(counted, hypothesis, 1) * counted).sum(axis=1) / orders
    recall = (both / np.where(counted, reference, 1) * counted).sum(axis=1) / orders
    weighted = 4 * precision + recall
    return np.where(weighted > 0, 100 * 5 * precision * recall / np.where(weighted > 0, weighted, 1), 0.0)
