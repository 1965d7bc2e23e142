"""What a candidate wrote, made harmless in Markdown: no markup, no links, no mentions, no end of a table's cell.

A candidate's own words stand in code, where Markdown and its hosts look for nothing; sentences of ours that may quote
a candidate are prose with its marks escaped.
"""

from __future__ import annotations

import re
import textwrap

from harness.text import printable

_WIDTH = 110
_LONGEST_SAID = 2000
_ZERO_WIDTH_SPACE = "\u200b"
_MARKS = re.compile(r"([\\`*_\[\]<>|~#!$])")
_BLOCK_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_LOOKED_FOR = re.compile(r"(?i):(?=//)|www(?=\.)|@|#(?=\d)|\bGH-(?=\d)")
"""What hosts look for in the finished page, where escapes are gone, to make links and mentions of it."""
_ENTITIES = {ord(mark): f"&#{ord(mark)};" for mark in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}


def lines(text: str, *, most: int = 40, longest: int = 400) -> list[str]:
    """The text's lines, each printable; of too many the last ones are replaced by how many there are."""
    split = text.expandtabs(4).splitlines()
    shown = [printable(line, longest) for line in split[:most]]
    if len(split) > most:
        shown.append(f"… ({len(split) - most} more lines)")
    return shown


def one_line(text: str, limit: int = 200) -> str:
    """The text as one printable line, its line ends as spaces."""
    return printable(" ".join(text[: 20 * limit].split()), limit)


def prose(text: str, limit: int = 1000) -> str:
    """The text as one line of Markdown that shows these characters and is nothing else.

    A zero-width space breaks addresses and mentions.
    """
    safe = _MARKS.sub(r"\\\1", one_line(text, limit)).replace("&", "&amp;")
    if starts_block := _BLOCK_START.match(safe):
        at = starts_block.end() if safe[0].isdigit() else 0
        safe = f"{safe[:at]}\\{safe[at:]}"
    return _broken(safe)


def code_span(text: str, limit: int = 200) -> str:
    """The text as one line of code; its fence is longer than any run of backticks inside."""
    line = one_line(text, limit)
    if not line:
        return "(empty)"
    fence = "`" * (_longest_run(line) + 1)
    pad = " " if line[0] == "`" or line[-1] == "`" else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def code_cell(text: str, limit: int = 80) -> str:
    """The text as code inside a table's cell, where a code span would still end at a pipe."""
    return f"<code>{_broken(one_line(text, limit)).translate(_ENTITIES)}</code>"


def code_block(text: str, *, most: int = 40) -> list[str]:
    """The text as the lines of a fenced block."""
    inside = lines(text, most=most)
    fence = "`" * max(3, 1 + max(map(_longest_run, inside), default=0))
    return [f"{fence}text", *inside, fence]


def said(text: str, *, most: int = 40) -> list[str]:
    """A message in code: a span where it is short, a block of lines short enough to be read where it is not."""
    if len(text) <= 160 and "\n" not in text.strip():
        return [code_span(text)]
    return code_block("\n".join(_folded(lines(text.strip("\n"), most=most, longest=_LONGEST_SAID))), most=2 * most)


def _folded(long: list[str]) -> list[str]:
    """Lines of at most `_WIDTH` characters; a line that is too long for that is folded between words."""
    return [part for line in long for part in textwrap.wrap(line, _WIDTH, break_on_hyphens=False) or [""]]


def _broken(text: str) -> str:
    return _LOOKED_FOR.sub(lambda found: found[0] + _ZERO_WIDTH_SPACE, text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
