"""Metrics: pure functions with per-item sufficient statistics, a score with its interval, a signature.

Arguments are named, never positional: nobody mixes up hypotheses and references. Scales are the field's own: BLEU, chrF
and TER are 0..100, as sacreBLEU writes them; every other share, rate or F-measure is 0..1 (word error rates may exceed
it); likelihoods are in nats or bits.
"""
