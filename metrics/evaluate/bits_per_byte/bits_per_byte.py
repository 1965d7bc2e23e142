"""The metric `bits_per_byte` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("bits_per_byte")
