"""Results as JSON and back: whatever a candidate or a metric put into one can be written down."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from harness.grading.result import QualityResult, QuestionResult, Result

DEEPEST = 40
"""A file is nested no deeper than this, counted from the result: readers recurse."""
_INTEGERS = range(-(2**63), 2**64)
_LONGEST_INTEGER = 200


def to_plain(result: Result | QuestionResult) -> dict[str, Any]:
    """The result as JSON's own types, always in the same order: fields as declared, other keys sorted.

    What JSON cannot hold is said otherwise: a quality or metric that is not finite becomes None or is left out, with
    a note; for the rest see `plain_data`.
    """
    plain: dict[str, Any] = plain_data(finite(result) if isinstance(result, Result) else _finite(result))
    return plain


def finite(result: Result) -> Result:
    """The result without qualities and metrics that are not finite; a note says so of each."""
    return msgspec.structs.replace(result, questions=[_finite(question) for question in result.questions])


def plain_data(value: object) -> Any:
    """Anything as JSON's own types.

    Numbers that are not finite become None, integers beyond 64 bits hexadecimal text, lone surrogates escapes, arrays
    lists, keys text; what is nested deeper than `DEEPEST` becomes an ellipsis, any other object its type's name.
    """
    return _plain(value, 0)


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
    lost = {name: value for name, value in question.metrics.items() if not math.isfinite(value)}
    notes = [f"The metric {name} came to {value} and is left out." for name, value in lost.items()]
    quality = question.quality
    if quality is not None and quality.value is not None and not math.isfinite(quality.value):
        notes.append(f"The quality came to {quality.value}, which is no number to compare.")
    return msgspec.structs.replace(
        question,
        metrics={name: value for name, value in question.metrics.items() if name not in lost},
        quality=None if quality is None else _finite_quality(quality),
        notes=[*question.notes, *notes],
    )


def _finite_quality(quality: QualityResult) -> QualityResult:
    value = quality.value if quality.value is not None and math.isfinite(quality.value) else None
    interval = quality.ci95 if value is not None and all(map(math.isfinite, quality.ci95 or ())) else None
    return msgspec.structs.replace(quality, value=value, ci95=interval)


def _plain(value: Any, depth: int) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()  # numpy's float64 and str_ are Python's float and str too: unwrapped before those
    if isinstance(value, msgspec.Struct | dict | list | tuple | set | frozenset):
        return _container(value, depth + 1) if depth < DEEPEST else "…"
    return _leaf(value)


def _container(value: Any, depth: int) -> dict[str, Any] | list[Any]:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name), depth) for name in value.__struct_fields__}
    if isinstance(value, dict):
        pairs = [(str(_plain(key, DEEPEST)), _plain(item, depth)) for key, item in value.items()]
        return dict(sorted(pairs, key=lambda pair: pair[0]))
    items = [_plain(item, depth) for item in value]
    return sorted(items, key=msgspec.json.encode) if isinstance(value, set | frozenset) else items


def _leaf(value: Any) -> bool | int | float | str | None:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        whole = int(value)
        return whole if whole in _INTEGERS else hex(whole)[:_LONGEST_INTEGER]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"<{type(value).__name__}>"
