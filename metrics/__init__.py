"""Metrics: pure functions with per-item sufficient statistics, a score with its interval, a signature.

Arguments are named, never positional: nobody mixes up hypotheses and references. Scales are the field's own: BLEU, chrF
and TER are 0..100, as sacreBLEU writes them; every other share, rate or F-measure is 0..1 (error rates may exceed it);
likelihoods are in nats or bits.

A question's author who passes lists of unequal lengths, a bare string or no item at all gets a ValueError or TypeError.
What a candidate wrote never raises, whatever text it is.

Beside most metrics, which give the Score, stands a function `..._statistics` that gives the ItemStatistics, which
`metrics.significance` compares between submissions. The folders of `metrics/evaluate` are modules for `evaluate.load`.
"""
