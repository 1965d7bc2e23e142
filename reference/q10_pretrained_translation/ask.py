"""Calls of `translate`, and how a message shows one."""

from __future__ import annotations

from collections.abc import Sequence

from harness.question import Exam, Session
from reference.q10_pretrained_translation.data import TranslationData

TranslationExam = Exam[TranslationData]

_LONGEST_CALL = 700
_LONGEST_TEXT = 160


def translate(session: Session, sentences: Sequence[str], beams: int, length: int) -> list[str]:
    """`translate(sentences, beams, length)`: one translation of each."""
    answers: list[str] = session.call("translate", list(sentences), beams, length)
    return answers


def call(sentences: Sequence[str], beams: int, length: int) -> str:
    """The call as a message shows it."""
    asked = repr(list(sentences))
    if len(asked) > _LONGEST_CALL:
        asked = "[a long text]" if len(sentences) == 1 else f"[{len(sentences)} sentences]"
    return f"translate({asked}, {beams}, {length})"


def shown(text: str) -> str:
    """A text as a message shows it: of a long one, its beginning and its length."""
    return repr(text) if len(text) <= _LONGEST_TEXT else f"{text[:80]!r}... ({len(text)} characters)"
