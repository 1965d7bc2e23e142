"""The metric `calibration_error` for `evaluate.load` of this folder."""

from metrics.evaluate_module import evaluate_module

Module = evaluate_module("calibration_error")
