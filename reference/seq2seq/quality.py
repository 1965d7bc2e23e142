"""How translations into Chinese are measured: corpus BLEU over characters, chrF beside it, the worst as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from harness.plain import Plain
from harness.question import Evidence, Measurement
from metrics.bleu import bleu, chrf, chrf_statistics
from reference.data.en_zh import Pair

WORST = 30
"""Sentences shown to the interviewer."""

LONGEST_SHOWN = 300


def measure_translations(pairs: Sequence[Pair], came: Sequence[str]) -> Measurement:
    """BLEU (`zh`) of the translations that came for the pairs' sources; chrF and the share right to the letter."""
    targets = [pair.target for pair in pairs]
    equal = [one.strip() == target for one, target in zip(came, targets, strict=True)]
    return Measurement(
        bleu(hypotheses=came, references=targets),
        metrics={"chrf": chrf(hypotheses=came, references=targets).value, "exact": sum(equal) / len(equal)},
        evidence=(Evidence(f"Held-out sentences with the worst translations ({WORST} at most)", worst(pairs, came)),),
    )


def worst(pairs: Sequence[Pair], came: Sequence[str]) -> list[dict[str, Plain]]:
    """The translations with the lowest chrF, each with its source and reference; those that are right left out."""
    statistics = chrf_statistics(hypotheses=came, references=[pair.target for pair in pairs])
    rows: list[tuple[float, dict[str, Plain]]] = [
        (
            score,
            {
                "source": pair.source,
                "reference": pair.target,
                "came": answer[:LONGEST_SHOWN],
                "chrf": round(score, 1),
            },
        )
        for pair, answer, score in zip(pairs, came, statistics.aggregate(statistics.rows).tolist(), strict=True)
        if answer.strip() != pair.target
    ]
    rows.sort(key=lambda row: row[0])
    return [row for _, row in rows[:WORST]]
