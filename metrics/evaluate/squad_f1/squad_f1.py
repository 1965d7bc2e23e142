"""The metric `squad_f1` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("squad_f1")
