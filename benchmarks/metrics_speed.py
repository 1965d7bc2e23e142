"""What the metrics cost against their peers, on the same texts, with the same numbers.

    python benchmarks/metrics_speed.py [--repeats 7]

Prints one JSON object. Each ratio is of times measured in turns, the median of as many as `--repeats` says. They are
processor seconds of one thread: what else the machine does hardly counts.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from collections.abc import Callable
from typing import Any

import jiwer
import numpy as np
import sacrebleu
from rouge_score.rouge_scorer import RougeScorer
from threadpoolctl import threadpool_limits

from metrics.bleu import bleu, chrf
from metrics.bootstrap import Bootstrap
from metrics.error_rates import cer, wer
from metrics.rouge import KINDS, rouge_statistics
from metrics.squad import squad_f1
from metrics.ter import ter

ALONE = Bootstrap(0)
PEER_NAMES = dict(zip(KINDS, ("rouge1", "rouge2", "rougeL", "rougeLsum"), strict=True))
ENGLISH = [f"w{number}" for number in range(3000)]
CHINESE = [chr(0x4E00 + number) for number in range(3000)]


def corpus(vocabulary: list[str], length: int, items: int, *, seed: int = 0) -> tuple[list[str], list[str]]:
    """Hypotheses and references of `length` words, Zipf-distributed; every fourth word of a hypothesis is another."""
    rng = np.random.default_rng(seed)
    shares = 1 / np.arange(1, len(vocabulary) + 1)
    shares /= shares.sum()
    between = "" if vocabulary is CHINESE else " "
    sides: tuple[list[str], list[str]] = ([], [])
    for _ in range(items):
        said, other = rng.choice(vocabulary, (2, length), p=shares)
        for side, words in zip(sides, (np.where(rng.random(length) < 0.25, other, said), said), strict=True):
            side.append(between.join(words))
    return sides


def seconds(repeats: int, **functions: Callable[[], Any]) -> tuple[dict[str, float], dict[str, Any]]:
    """The median processor seconds of each function, called in turns, and what each returned."""
    returned = {name: function() for name, function in functions.items()}
    times: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(repeats):
        for name, function in functions.items():
            began = time.process_time()
            function()
            times[name].append(time.process_time() - began)
    return {name: statistics.median(values) for name, values in times.items()}, returned


def rouge_against_peer(kinds: tuple[str, ...], length: int, items: int, repeats: int) -> dict[str, Any]:
    """ROUGE of English texts of `length` tokens; values as means of F-measures."""
    hypotheses, references = corpus(ENGLISH, length, items)
    scorer = RougeScorer([PEER_NAMES[kind] for kind in kinds])

    def peer() -> list[float]:
        scores = [scorer.score(truth, answer) for answer, truth in zip(hypotheses, references, strict=True)]
        return [statistics.fmean(score[PEER_NAMES[kind]].fmeasure for score in scores) for kind in kinds]

    def ours() -> list[float]:
        return [one.value() for one in rouge_statistics(*kinds, hypotheses=hypotheses, references=references)]

    times, values = seconds(repeats, peer=peer, ours=ours)
    return {
        "peer_ms_a_pair": round(times["peer"] / items * 1e3, 4),
        "ours_ms_a_pair": round(times["ours"] / items * 1e3, 4),
        "times_faster": round(times["peer"] / times["ours"], 1),
        "equal": bool(np.allclose(values["peer"], values["ours"], rtol=0, atol=1e-12)),
    }


def bleu_with_intervals(vocabulary: list[str], items: int, repeats: int) -> dict[str, Any]:
    """Corpus BLEU by sacreBLEU, ours without and with 1,000 replicates; texts of 25 tokens."""
    hypotheses, references = corpus(vocabulary, 25, items)
    arguments = {"hypotheses": hypotheses, "references": references}

    def peer() -> float:
        scorer = sacrebleu.BLEU(tokenize="zh", force=True)
        score: float = scorer.corpus_score(hypotheses, [references]).score
        for cached in (type(scorer.tokenizer), type(scorer.tokenizer._post_tokenizer)):
            cached.__call__.cache_clear()  # or every repeat after the first finds its texts tokenized
        return score

    times, values = seconds(
        repeats,
        peer=peer,
        alone=lambda: bleu(**arguments, bootstrap=ALONE).value,
        bootstrap=lambda: bleu(**arguments).value,
    )
    return {
        **{f"{name}_s": round(value, 3) for name, value in times.items()},
        "bootstrap_over_alone": round(times["bootstrap"] / times["alone"], 3),
        "bootstrap_over_sacrebleu": round(times["bootstrap"] / times["peer"], 3),
        "equal": bool(np.allclose(values["peer"], [values["alone"], values["bootstrap"]], rtol=0, atol=1e-9)),
    }


def ten_thousand_pairs(vocabulary: list[str]) -> dict[str, float]:
    """Processor seconds for 10,000 pairs of 25 tokens each, intervals included, once."""
    hypotheses, references = corpus(vocabulary, 25, 10_000)
    arguments = {"hypotheses": hypotheses, "references": references}
    functions: dict[str, Callable[[], Any]] = {
        metric.__name__: lambda metric=metric: metric(**arguments) for metric in (bleu, chrf, ter, wer, cer, squad_f1)
    }
    functions["rouge_1_2_l_lsum"] = lambda: [statistic.score() for statistic in rouge_statistics(*KINDS, **arguments)]
    found = {}
    for name, function in functions.items():
        began = time.process_time()
        function()
        found[f"{name}_s"] = round(time.process_time() - began, 2)
    return found


def error_rates_against_jiwer(repeats: int) -> dict[str, Any]:
    """WER and CER of 2,000 English pairs of 25 words."""
    hypotheses, references = corpus(ENGLISH, 25, 2000)
    times, values = seconds(
        repeats,
        peer=lambda: (jiwer.wer(references, hypotheses), jiwer.cer(references, hypotheses)),
        ours=lambda: tuple(
            metric(hypotheses=hypotheses, references=references, bootstrap=ALONE).value for metric in (wer, cer)
        ),
    )
    return {
        "times_faster": round(times["peer"] / times["ours"], 1),
        "equal": bool(np.allclose(values["peer"], values["ours"], rtol=0, atol=1e-12)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    trio = KINDS[:3]
    report = {
        "machine": f"{platform.machine()}, Python {platform.python_version()}, sacreBLEU {sacrebleu.__version__}",
        "rouge": {
            f"{'+'.join(kinds)}, {length} tokens": rouge_against_peer(kinds, length, items, repeats)
            for length, items in ((600, 6), (30, 400))
            for kinds in (trio, *((kind,) for kind in KINDS))
        },
        "bleu": {
            f"{name}, {items} pairs": bleu_with_intervals(vocabulary, items, repeats)
            for name, vocabulary in (("English", ENGLISH), ("Chinese", CHINESE))
            for items in (200, 2000)
        },
        "error_rates": error_rates_against_jiwer(repeats),
        "ten_thousand_pairs": {
            name: ten_thousand_pairs(vocabulary) for name, vocabulary in (("English", ENGLISH), ("Chinese", CHINESE))
        },
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
