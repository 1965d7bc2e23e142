"""Calls of `generate`, with the number of answers checked: the contract's shape cannot say it."""

from __future__ import annotations

from collections.abc import Sequence

from harness.question import CandidateFault, Session


def generate(session: Session, prompts: Sequence[str], length: int, count: int, *, sample: bool) -> list[list[str]]:
    """`generate(prompts, length, count, sample)`: `count` continuations of each prompt."""
    answers: list[list[str]] = session.call("generate", list(prompts), length, count, sample)
    for index, texts in enumerate(answers):
        if len(texts) != count:
            raise CandidateFault("wire", f"generate()[{index}]: expected {count} continuations, got {len(texts)}")
    return answers


def continuations(session: Session, prompts: Sequence[str], length: int) -> list[str]:
    """The greedy continuation of each prompt, all asked for in one call."""
    return [texts[0] for texts in generate(session, prompts, length, 1, sample=False)]
