"""Markdown -> `Page`, by CommonMark's rules for blocks, with leniency for two ways in which sheets are often typed.

`##7. Title` (no space) is taken as a heading, and so is `7. Title` underlined with dashes or equal signs, which
CommonMark reads as a list.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.intake.numbering import number_in
from harness.intake.page import MOST_LINES, Block, Heading, Line, Page, TooLong

_TIGHT = re.compile(r" {0,3}(#{1,6})(?=[^\s#])")
_NUMBERED = re.compile(r" {0,3}[0-9]{1,3}(?=[.)][ \t])")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*")

_PARSER = MarkdownIt("commonmark")
# Blocks are all we need: headings, fences, and where they stand.
_PARSER.core.ruler.enableOnly(["normalize", "block"])


def page_of(text: str, *, cell: int | None = None) -> Page:
    """Read a Markdown text; `TooLong` if it has too many lines. With `cell`, the lines are those of that cell."""
    lines = re.split(r"\r\n|\r|\n", text)
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) > MOST_LINES:
        raise TooLong
    page = _parse(lines, cell)
    if (mended := _mend(lines, page.code_lines())) is not None:
        better = _parse(mended, cell)
        page = Page(page.lines, better.headings, better.blocks)
    return page


def _parse(lines: list[str], cell: int | None) -> Page:
    page = Page([Line(line, number, cell) for number, line in enumerate(lines, 1)])
    tokens = _PARSER.parse("\n".join(lines))
    for position, token in enumerate(tokens):
        if token.map is None:
            continue
        if token.type == "heading_open" and token.level == 0:
            text = tokens[position + 1].content
            page.headings.append(Heading(token.map[0], token.map[1], int(token.tag[1:]), text))
        elif token.type in {"fence", "code_block"}:
            page.blocks.append(_block(token, token.map, lines))
    return page


def _block(token: Token, place: list[int], lines: list[str]) -> Block:
    start, end = place
    code = tuple(token.content.removesuffix("\n").split("\n")) if token.content else ()
    if token.type == "code_block":
        return Block("indented", "", start, code)
    last = lines[end - 1].strip(" \t>") if start < end - 1 else ""
    closed = len(last) >= len(token.markup) and not last.strip(token.markup[0])
    return Block("fence", _language(token.info), start + 1, code, closed)


def _language(info: str) -> str:
    """`python` of `python title="x"`, `{.python .numberLines}`, `{code-cell} ipython3`, `python:q07.py`."""
    words = info.replace("{code-cell}", " ").replace("{", " ").replace("}", " ").replace(",", " ").split()
    return words[0].lstrip(".").lower().partition(":")[0] if words else ""


def _mend(lines: list[str], code: set[int]) -> list[str] | None:
    """The lines with those two forms made proper headings, columns aside; None where there are none."""
    mended = list(lines)
    for index, line in enumerate(lines):
        if index in code:
            continue
        if tight := _TIGHT.match(line):
            found = number_in(line[tight.end() :])
            if found is not None and not found.weak:
                mended[index] = f"{tight[1]} {line[tight.end() :]}"
        elif (
            (digits := _NUMBERED.match(line))
            and index + 1 < len(lines)
            and _UNDERLINE.fullmatch(lines[index + 1])
            and (index == 0 or not lines[index - 1].strip())
        ):
            mended[index] = f"{digits[0]}\\{line[digits.end() :]}"
    return mended if mended != lines else None
