"""The metric `total_variation` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("total_variation")
