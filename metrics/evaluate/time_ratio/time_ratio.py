"""The metric `time_ratio` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("time_ratio")
