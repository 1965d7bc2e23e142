"""The metric `brier_score` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("brier_score")
