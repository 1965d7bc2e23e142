"""What `answer` takes and gives."""

from __future__ import annotations

from harness.question import Integer, ListOf, Method, Real, Record, Text

ANSWER = Record({"answer": Text(), "start": Integer(), "end": Integer(), "score": Real()})
"""Offsets outside the context are not refused but judged: by a check, and as an answer without words."""


def answer_method(limit_s: float) -> Method:
    """`answer(questions, contexts)`, one answer an item, within `limit_s` seconds a call."""
    return Method(
        "answer",
        {"questions": ListOf(Text(), "N"), "contexts": ListOf(Text(), "N")},
        ListOf(ANSWER, "N"),
        limit_s=limit_s,
    )
