"""Results as JSON and back: whatever a candidate or a metric put into one can be written down."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from harness.grading.result import QuestionResult, Result

DEEPEST = 40
"""Evidence is nested no deeper than this in a file: readers recurse."""
_INTEGERS = range(-(2**63), 2**64)


def to_plain(result: Result | QuestionResult) -> dict[str, Any]:
    """The result as JSON's own types, always in the same order: fields as declared, other keys sorted.

    What JSON cannot hold is said otherwise: a quality or metric that is not finite becomes None or is left out, with
    a note; in evidence it becomes None. Lone surrogates are escaped, integers beyond 64 bits become text.
    """
    if isinstance(result, Result):
        result = msgspec.structs.replace(result, questions=[_finite(question) for question in result.questions])
    else:
        result = _finite(result)
    plain = msgspec.to_builtins(result, enc_hook=_foreign, order="deterministic")
    cleaned: dict[str, Any] = _clean(plain, 0)
    return cleaned


def encode_question(result: QuestionResult) -> bytes:
    """One question's result as compact JSON."""
    return msgspec.json.encode(to_plain(result))


def decode_question(content: bytes | str) -> QuestionResult:
    """The result that `encode_question` wrote; `msgspec.DecodeError` where it is none."""
    return msgspec.json.decode(content, type=QuestionResult)


def decode_result(content: bytes | str) -> Result:
    """A `result.json` read back; `msgspec.DecodeError` where it is none."""
    return msgspec.json.decode(content, type=Result)


def _finite(question: QuestionResult) -> QuestionResult:
    notes = list(question.notes)
    lost = [name for name, value in question.metrics.items() if not math.isfinite(value)]
    notes += [f"The metric {name} came to {question.metrics[name]} and is left out." for name in lost]
    quality = question.quality
    if quality is not None:
        if quality.value is not None and not math.isfinite(quality.value):
            notes.append(f"The quality came to {quality.value}, which is no number to compare.")
            quality = msgspec.structs.replace(quality, value=None, ci95=None)
        if quality.ci95 is not None and not all(map(math.isfinite, quality.ci95)):
            quality = msgspec.structs.replace(quality, ci95=None)
    metrics = {name: value for name, value in question.metrics.items() if name not in lost}
    return msgspec.structs.replace(question, metrics=metrics, quality=quality, notes=notes)


def _foreign(value: object) -> object:
    """Evidence may hold arrays."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    return repr(value)[:200]


def _clean(value: Any, depth: int) -> Any:
    if isinstance(value, dict | list) and depth > DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {str(_clean(key, depth)): _clean(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    return _clean_leaf(value)


def _clean_leaf(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and value not in _INTEGERS:
        return hex(value)[:200]
    return value
