"""Jupyter notebook -> `Page`: Markdown cells as they are, code cells as code blocks, each line knowing its cell."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any

import nbformat

from harness.intake.markdown import page_of
from harness.intake.page import MOST_LINES, Block, Line, Page, TooLong

_TAG = re.compile(r"[qQ]0*([0-9]{1,3})")
_MAGIC = re.compile(
    r"(?P<indent>[ \t]*)(?P<line>"
    r"%{1,2}[A-Za-z].*|![^=\s].*|! +\S.*"  # %matplotlib inline, !pip install x
    r"|[A-Za-z_][\w, ]*=[ \t]*(?:%[A-Za-z]|!).*"  # files = !ls
    r"|\?{1,2}[A-Za-z_][\w.]*|[A-Za-z_][\w.]*\?{1,2})[ \t]*"  # help?
)
_SAME_LANGUAGE = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "pypy"})
_STRINGS = re.compile(
    r"""#[^\n]*|(?P<long>\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\Z)|'''(?:[^\\]|\\.)*?(?:'''|\Z))"""
    # Short strings need not end: were they to, a line of lone quotes would take quadratic time.
    r"""|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?""",
    re.DOTALL,
)


class Broken(Exception):
    """The file is no notebook; the message says why, `line` where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def page_of_notebook(text: str) -> Page:
    """Read a notebook of any format version; raises `Broken` or `TooLong`."""
    page = Page()
    for number, cell in enumerate(_cells(text), 1):
        kind, source, metadata = cell.get("cell_type"), cell.get("source"), cell.get("metadata")
        if not isinstance(source, str) or kind not in {"markdown", "code"}:
            continue
        if "\0" in source:
            raise Broken(f"cell {number} holds a NUL character")
        start = len(page.lines)
        if kind == "markdown":
            page.append(page_of(source, cell=number))
        elif source.strip():
            page.append(_code(source, number))
        # A cell ends its last paragraph.
        page.lines.append(Line("", max(1, len(page.lines) - start), number))
        if (question := _tag(metadata)) is not None:
            page.tagged.append((start, len(page.lines), question))
        if len(page.lines) > MOST_LINES:
            raise TooLong
    return page


def _cells(text: str) -> list[dict[str, Any]]:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise Broken(f"not a notebook: broken JSON ({error.msg})", error.lineno) from None
    except (ValueError, RecursionError):
        raise Broken("not a notebook: its JSON nests too deep or holds a number that is too long") from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        cells = notebook["cells"]
    except Exception:
        # nbformat converts older versions without looking: any JSON that is no notebook breaks it in its own way.
        raise Broken("not a notebook: JSON, but not in Jupyter's format") from None
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []


def _tag(metadata: object) -> int | None:
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str) and (found := _TAG.fullmatch(tag)):
            return int(found[1])
    return None


def _code(source: str, cell: int) -> Page:
    original = re.split(r"\r\n|\r|\n", source)
    lines = without_magics(original)
    page = Page([Line(line, number, cell) for number, line in enumerate(original, 1)])
    if lines is not None:
        page.blocks.append(Block("cell", "python", 0, tuple(lines)))
    return page


def without_magics(lines: list[str]) -> list[str] | None:
    """The cell as plain Python with as many lines; None where its first line hands it to another language.

    Magics, shell commands and help requests become `pass  # %...`: a comment alone could leave an empty block.
    """
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("%%") and first[2:].split(" ")[0] not in _SAME_LANGUAGE:
        return None
    inside = _inside_strings(lines)
    plain = []
    for index, line in enumerate(lines):
        found = None if index in inside else _MAGIC.fullmatch(line)
        plain.append(line if found is None else f"{found['indent']}pass  # {found['line']}")
    return plain


def _inside_strings(lines: list[str]) -> set[int]:
    """The lines that begin inside a triple-quoted string."""
    inside: set[int] = set()
    text = "\n".join(lines)
    at, line = 0, 0
    for found in _STRINGS.finditer(text):
        if found["long"] is None:
            continue
        line += text.count("\n", at, found.start())
        at = found.start()
        inside.update(range(line + 1, line + 1 + found["long"].count("\n")))
    return inside
