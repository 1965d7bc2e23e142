"""Short words for making an answer to run in a sandbox."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxSession

Open = Callable[..., SandboxSession]


def an_answer(code: str, shown: Path, *, files: dict[str, str] | None = None) -> AnswerCode:
    """An answer of one module, with `run` as its method."""
    sources = {"q07.py": textwrap.dedent(code)} | (files or {})
    return AnswerCode(
        module="q07",
        files={name: text.encode() for name, text in sources.items()},
        methods={"run": ("value",)},
        resources={"model_dir": shown / "resource", "base_url": "http://example"},
    )


def solution(body: str, *, top: str = "") -> str:
    """A whole answer out of the body of its method `run(self, value)`."""
    return (
        (f"{textwrap.dedent(top)}\n" if top else "")
        + "class Solution:\n"
        + "    def __init__(self, *, seed, device, model_dir, base_url):\n"
        + "        self.model_dir = model_dir\n"
        + "    def run(self, value):\n"
        + textwrap.indent(textwrap.dedent(body).strip(), " " * 8)
    )


def an_echo() -> AnswerCode:
    """An answer without resources whose `run` returns what it is given."""
    code = b"""
class Solution:
    def __init__(self, *, seed, device): pass
    def run(self, value): return value
"""
    return AnswerCode(module="q07", files={"q07.py": code}, methods={"run": ("value",)}, resources={})


def echo(sandbox: Sandbox, value: object = 1) -> object:
    """`value` by way of a session of its own."""
    with sandbox.open(an_echo(), Limits()) as session:
        session.load()
        session.construct(0)
        return session.call("run", [value], limit_s=10)
