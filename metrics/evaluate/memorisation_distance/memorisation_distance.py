"""The metric `memorisation_distance` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("memorisation_distance")
