"""Word and character error rates of transcripts: edits per word or character of the references.

Equal to jiwer's; the distances are from rapidfuzz, as jiwer's are, without the alignment that it keeps of each pair.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Levenshtein

from harness.question import Score
from metrics.arguments import paired_texts
from metrics.bootstrap import DEFAULT, Bootstrap
from metrics.item_statistics import ItemStatistics, ratio
from metrics.signature import signature


def wer(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """Insertions, deletions and substitutions of words per word of the references, 0 upwards; lower is better.

    Words stand between white space, case and punctuation count. Chinese has no such words: use `cer`. ValueError where
    no reference has a word.
    """
    return error_statistics("wer", hypotheses=hypotheses, references=references).score(bootstrap)


def cer(*, hypotheses: Sequence[str], references: Sequence[str], bootstrap: Bootstrap = DEFAULT) -> Score:
    """The same over characters, spaces between words among them, white space at the ends not; lower is better."""
    return error_statistics("cer", hypotheses=hypotheses, references=references).score(bootstrap)


def error_statistics(metric: str, *, hypotheses: Sequence[str], references: Sequence[str]) -> ItemStatistics:
    """Each item's edits and its reference's length; `metric` is `wer` or `cer`."""
    answers, truths = paired_texts(of=metric, hypotheses=hypotheses, references=references)
    split = str.split if metric == "wer" else str.strip
    rows = []
    for answer, truth in zip(answers, truths, strict=True):
        said = split(truth)
        rows.append((Levenshtein.distance(said, split(answer)), len(said)))
    return ItemStatistics(
        metric=metric,
        higher_is_better=False,
        rows=np.array(rows, dtype=np.float64),
        aggregate=ratio,
        signature=signature(metric, "rapidfuzz", case="mixed", nrefs=1),
    )
