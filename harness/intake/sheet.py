"""A page (Markdown sheet, notebook, or one answer's Markdown file) -> answers."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from harness.intake.found import Found
from harness.intake.labels import Part, PartKind, Row, label_of, parts_of, prose_rows
from harness.intake.names import Kind, Kinds, canonical
from harness.intake.numbering import number_in, questions_among
from harness.intake.page import Block, Line, Page
from harness.intake.stub import MARKER, is_untouched
from harness.intake.submission import Answer, Problem

_PYTHON_TAG = re.compile(r"py(?!con|tb).*|ipython.*|.*\.py")
_CONSOLE = re.compile(r"\s*(?:>>> |\$ |In \[)")
_STATEMENT = re.compile(
    r"\s*(?:import [\w.]+(?: as |,|\s*$|\s*#)|from [\w.]+ import |class \w+\s*[(:]|(?:async )?def \w+\s*\(|if __name__)"
    r"|@\w|[A-Za-z_]\w*(?:: ?[\w\[\], .|]+)? ?=(?!=)"
)
MOST_PROBLEMS = 20
_CODE_IN_ORDER: tuple[PartKind, ...] = ("answer", "head", "explanation", "question")


class Section(NamedTuple):
    """The lines of one question's answer."""

    question: int
    line: Line
    indexes: list[int]


@dataclass(slots=True)
class Sheet:
    """What a sheet holds."""

    found: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(page: Page, kinds: Kinds, origin: str) -> Sheet:
    """The answers of a page by its question headings and cell tags; an empty `Sheet` if it has none."""
    sheet = Sheet()
    reader = _Reader(page, origin)
    sections = sections_of(page, kinds)
    strange = [section for section in sections if section.question not in kinds]
    for section in strange[:MOST_PROBLEMS]:
        message = f"question {section.question} is not in the bank"
        sheet.problems.append(Problem(message, None, *place_of(section.line, origin)))
    for section in sections:
        if section.question in kinds:
            sheet.found.append(reader.read(section, kinds[section.question]))
    if sheet.found:
        owned = {index for section in sections for index in section.indexes}
        sheet.problems += reader.orphans(owned)
    return sheet


def read_whole(page: Page, question: int, kind: Kind, origin: str) -> Found:
    """A page that is, as a whole, the answer to one question (`q01.md`); its own heading is not part of it."""
    start = 0
    if page.headings and not any(line.text.strip() for line in page.lines[: page.headings[0].start]):
        number = number_in(page.headings[0].text)
        if number is not None and number.value == question:
            start = page.headings[0].end
    first = page.lines[0] if page.lines else Line("", 1)
    found = _Reader(page, origin).read(Section(question, first, list(range(start, len(page.lines)))), kind)
    if found.state == "empty" and any(MARKER in line.text for line in page.lines):
        return Found(question, "untouched", origin)
    return found


def place_of(line: Line, origin: str) -> tuple[str, int]:
    """File and line as a problem names them; a notebook's cell is part of the file."""
    return (origin if line.cell is None else f"{origin} cell {line.cell}"), line.number


class _Reader:
    """Takes answers out of the sections of one page."""

    def __init__(self, page: Page, origin: str) -> None:
        self._page = page
        self._origin = origin
        self._code = page.code_lines()
        self._block_at = {block.start: block for block in page.blocks if block.lines}

    def read(self, section: Section, kind: Kind) -> Found:
        """The answer that stands in a section; `empty` if there is none."""
        rows = [Row(index, self._page.lines[index].text) for index in section.indexes]
        parts = parts_of(rows, self._code)
        problems = self._unclosed(section)
        if kind == "prose":
            graded = self._prose(parts)
        else:
            graded, left = self._python(parts)
            problems += [
                self._problem(
                    section, "code under an explanation or a repeated question is not part of the answer", block
                )
                for block in left
            ]
        if not any(row.text.strip() for row in graded):
            return self._empty(section, kind, rows, problems)
        name = canonical(section.question) + (".md" if kind == "prose" else ".py")
        text = "\n".join(row.text for row in graded) + "\n"
        if kind == "code" and is_untouched(text):
            return Found(section.question, "untouched", self._origin, section.line.number)
        lines = [self._page.lines[row.at] for row in graded]
        answer = Answer(
            section.question,
            kind,
            {name: text.encode("utf-8", "replace")},
            self._origin,
            {name: tuple(line.number for line in lines)},
            {name: tuple(line.cell or 0 for line in lines)} if lines[0].cell is not None else {},
        )
        return Found(section.question, "answer", self._origin, section.line.number, answer, tuple(problems))

    def orphans(self, owned: Container[int]) -> list[Problem]:
        """Code that stands above the first question, such as imports meant for all of them."""
        for block in self._page.blocks:
            if block.lines and block.start not in owned and _is_python(block):
                place = place_of(self._page.lines[block.start], self._origin)
                message = "this code stands under no question and is not graded: each answer needs its own imports"
                return [Problem(message, None, *place)]
        return []

    def _problem(self, section: Section, message: str, block: Block) -> Problem:
        index = max(0, block.start - (block.kind == "fence"))
        return Problem(message, section.question, *place_of(self._page.lines[index], self._origin))

    def _unclosed(self, section: Section) -> list[Problem]:
        return [
            self._problem(section, "the code fence that opens here is never closed", block)
            for index in section.indexes
            if (block := self._block_at.get(index)) is not None and not block.closed
        ]

    def _empty(self, section: Section, kind: Kind, rows: Sequence[Row], problems: list[Problem]) -> Found:
        if kind == "code" and any(row.text.strip() for row in rows):
            message = f"question {section.question} has no Python code: put it into a fenced block, ```python"
        else:
            message = f"question {section.question} has a place here, but nothing is written"
        problem = Problem(message, section.question, *place_of(section.line, self._origin))
        return Found(section.question, "empty", self._origin, section.line.number, None, (problem, *problems))

    def _prose(self, parts: Sequence[Part]) -> list[Row]:
        lines = self._page.lines
        # The code cells of a notebook are no prose; a fenced block in an answer is.
        cells = {
            index
            for block in self._page.blocks
            if block.kind == "cell"
            for index in range(block.start, block.start + len(block.lines))
        }
        rows = [row for row in prose_rows(parts) if row.at not in cells]
        rows = without_comments(rows, self._code)
        while rows and not rows[0].text.strip():
            rows.pop(0)
        while rows and not rows[-1].text.strip():
            rows.pop()
        if all(is_bare_heading(row.text) or not row.text.strip() for row in rows) and len(lines) > 0:
            return []
        return rows

    def _python(self, parts: Sequence[Part]) -> tuple[list[Row], list[Block]]:
        """The lines of the answer's code, and blocks of code that are left out."""
        blocks = {
            kind: [
                block
                for part in parts
                if part.kind == kind
                for row in part.rows
                if (block := self._block_at.get(row.at)) is not None
            ]
            for kind in _CODE_IN_ORDER
        }
        for kind in _CODE_IN_ORDER:
            if chosen := _chosen(blocks[kind]):
                rows = [Row(block.start + at, line) for block in chosen for at, line in enumerate(block.lines)]
                left = [
                    block for other in _CODE_IN_ORDER if other != kind for block in blocks[other] if _is_python(block)
                ]
                return rows, left
        return [], []


def _chosen(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are the answer: a notebook's code cells, else fenced Python, else indented code.

    A fence without a language counts if it holds a statement of Python, or if nothing else does (beside blocks of
    Python it is taken for output).
    """
    if cells := [block for block in blocks if block.kind == "cell"]:
        return cells
    if fences := [block for block in blocks if block.kind == "fence" and _is_python(block)]:
        return fences
    bare = [block for block in blocks if block.kind == "fence" and not block.language and not _is_console(block)]
    return bare or [block for block in blocks if block.kind == "indented" and not _is_console(block)]


def _is_python(block: Block) -> bool:
    if block.kind == "cell" or _PYTHON_TAG.fullmatch(block.language):
        return True
    is_bare = block.kind == "fence" and block.language in {"", "code"}
    return is_bare and not _is_console(block) and any(_STATEMENT.match(line[:200]) for line in block.lines)


def _is_console(block: Block) -> bool:
    first = next((line for line in block.lines if line.strip()), "")
    return _CONSOLE.match(first) is not None


def is_bare_heading(text: str) -> bool:
    """A heading says nothing by itself."""
    return re.match(r" {0,3}#{1,6}(?:\s|$)", text) is not None


def without_comments(rows: Sequence[Row], code: Container[int]) -> list[Row]:
    """Take out HTML comments, which no reader sees; one that is never closed is text."""
    last = max((at for at, row in enumerate(rows) if "-->" in row.text and row.at not in code), default=-1)
    kept: list[Row] = []
    inside = False
    for at, row in enumerate(rows):
        if row.at in code:
            kept.append(row)
            continue
        shown, start, closing = "", 0, row.text.rfind("-->")
        while start < len(row.text):
            found = row.text.find("-->" if inside else "<!--", start)
            if found < 0 or (not inside and closing < found and at >= last):
                shown += "" if inside else row.text[start:]
                break
            shown += "" if inside else row.text[start:found]
            start = found + (3 if inside else 4)
            inside = not inside
        if shown.strip() or shown == row.text:
            kept.append(Row(row.at, shown))
    return kept


def sections_of(page: Page, kinds: Kinds) -> list[Section]:
    """Which lines belong to which question: by headings, and by the tags of a notebook's cells."""
    tag_of = {index: question for start, end, question in page.tagged for index in range(start, end)}
    headings = [
        heading
        for heading in page.headings
        # In a tagged cell the tag decides; a heading there counts if it says the same.
        if (tag := tag_of.get(heading.start)) is None or _begins_with(heading.text, tag)
    ]
    questions = {question.heading.start: question for question in questions_among(headings, kinds)}
    sections: list[Section] = []
    owner: list[int | None] = []
    current: int | None = None
    level = 0
    for heading in headings:
        owner += [current] * (heading.start - len(owner))
        if (question := questions.get(heading.start)) is not None:
            current, level = len(sections), heading.level
            sections.append(Section(question.number, page.lines[heading.start], []))
            owner += [None] * (heading.end - heading.start)
        elif heading.level < level and label_of(f"# {heading.text}") is None:
            # A new part of the sheet, "# Part two": what follows belongs to no question until the next one's heading.
            current = None
    owner += [current] * (len(page.lines) - len(owner))
    by_number = {section.question: index for index, section in reversed(list(enumerate(sections)))}
    for start, end, number in page.tagged:
        if number not in by_number:
            by_number[number] = len(sections)
            sections.append(Section(number, page.lines[start], []))
        for index in range(start, end):
            if index not in questions:
                owner[index] = by_number[number]
    for index, section in enumerate(owner):
        if section is not None:
            sections[section].indexes.append(index)
    return sections


def _begins_with(heading: str, question: int) -> bool:
    number = number_in(heading)
    return number is not None and number.value == question
