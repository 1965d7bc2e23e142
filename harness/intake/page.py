"""A Markdown file or a notebook as one list of lines, with the headings and the code blocks that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MOST_LINES = 50_000
"""More than any answer sheet has; it bounds the time that parsing a hostile one takes."""


class TooLong(Exception):
    """The page has more than `MOST_LINES` lines."""


class Line(NamedTuple):
    """A line's text and where it stands: its number (from 1) in the file, or in a notebook's cell."""

    text: str
    number: int
    cell: int | None = None


class Heading(NamedTuple):
    """A heading: the lines from `start` to before `end` (from 0, into the page), its level and its text."""

    start: int
    end: int
    level: int
    text: str


class Block(NamedTuple):
    """A code block: its contents without fence and indentation, from page line `start` on.

    `language` is the first word after the fence, in lower case; "" where there is none.
    """

    kind: Literal["fence", "indented", "cell"]
    language: str
    start: int
    lines: tuple[str, ...]
    closed: bool = True


@dataclass(slots=True)
class Page:
    """`tagged` gives line ranges (start, end) that a notebook's cell tags assign to a question."""

    lines: list[Line] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tagged: list[tuple[int, int, int]] = field(default_factory=list)

    def code_lines(self) -> set[int]:
        """The lines that are code: no label and no comment of Markdown can stand there."""
        return {index for block in self.blocks for index in range(block.start, block.start + len(block.lines))}

    def append(self, other: Page) -> None:
        """Put `other` below this page."""
        shift = len(self.lines)
        self.lines += other.lines
        self.headings += [
            Heading(item.start + shift, item.end + shift, item.level, item.text) for item in other.headings
        ]
        self.blocks += [item._replace(start=item.start + shift) for item in other.blocks]
        self.tagged += [(start + shift, end + shift, question) for start, end, question in other.tagged]
