"""Labels inside an answer: which part is the answer, which is the question said again, which is an explanation.

A label opens a line: `**答案：** ...`, `**Answer:**`, `【题目】`, `### Explanation`, `解析：`. A bare word counts only
with a colon, a single letter (`Q`, `A`) only in bold.

What is graded in prose: the answer *and* the explanation. Both are the candidate's own words on the question, and
sheets differ in which of the two holds the substance. The repeated question is not graded:
- everything from a question label to the next label; if none follows, its paragraph, and only where the answer begins
  with it (`**问题：**` further down opens a point of the answer: "the problem is ...");
- unlabelled text above an answer label, if it is shorter than what follows (a restated question is; an answer in which
  the word "Answer:" happens to stand is not).
What is graded in code: the blocks under the answer label; without one, those under no label; failing that, those of
the explanation. Code under an explanation label beside an answer that has code is an illustration.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from harness.intake.numbering import half_width

PartKind: TypeAlias = Literal["head", "question", "answer", "explanation"]

_QUESTION = "题目|题干|原题|问题|问|question|prompt|q"
_ANSWER = "参考答案|我的答案|答案|我的回答|回答|解答|答|my answer|your answer|answer|solution|response|a"
_EXPLANATION = (
    "答案解析|题目解析|解析|分析|解释|解题思路|思路|说明|explanation|analysis|rationale|reasoning"
    "|运行结果|输出结果|输出|expected output|output"
)
_LABEL = re.compile(
    r"[ ]{0,3}(?P<heading>#{1,6}[ \t]*)?(?P<open>\*{1,3}|__|【|\[)?[ \t]*"
    rf"(?:(?P<explanation>{_EXPLANATION})|(?P<answer>{_ANSWER})|(?P<question>{_QUESTION}))"
    r"[ \t]*(?:\([^()]{0,20}\))?[ \t]*"
    r"(?P<close>(?P<inner>:)?[ \t]*(?:\*{1,3}|__|】|\])?[ \t]*(?P<outer>:)?[ \t]*)(?P<rest>$|(?=\S))",
    re.IGNORECASE,
)


class Row(NamedTuple):
    """What is left of the text of the page's line `at`."""

    at: int
    text: str


@dataclass(slots=True)
class Part:
    """Consecutive rows under one label; `head` is what stands above the first label."""

    kind: PartKind
    rows: list[Row] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Characters that are not white space."""
        return sum(len("".join(row.text.split())) for row in self.rows)


def parts_of(rows: Sequence[Row], code: Container[int]) -> list[Part]:
    """Split an answer at its labels; the words of a label are taken out, lines in `code` hold none.

    Once the answer or its explanation has begun, `Question:` is a word like any other, and so is a second `Answer:`.
    """
    parts = [Part("head")]
    for row in rows:
        found = None if row.at in code else label_of(row.text)
        if found is not None and _opens_part(found[0], parts):
            parts.append(Part(found[0], [Row(row.at, found[1])]))
        else:
            parts[-1].rows.append(row)
    return parts


def _opens_part(kind: PartKind, parts: Sequence[Part]) -> bool:
    if kind == "question":
        return parts[-1].kind == "head"
    if kind == "answer":
        return not any(part.kind == "answer" for part in parts)
    return parts[-1].kind != kind


def prose_rows(parts: Sequence[Part]) -> list[Row]:
    """What is graded of a prose answer."""
    has_answer = any(part.kind == "answer" and part.size for part in parts)
    rest = sum(part.size for part in parts if part.kind in {"answer", "explanation"})
    rows: list[Row] = []
    for number, part in enumerate(parts):
        if part.kind == "head":
            if part.size and (not has_answer or part.size >= rest):
                rows += part.rows
        elif part.kind == "question":
            if number + 1 == len(parts):
                rows += part.rows if rows else _after_first_paragraph(part.rows)
        else:
            rows += part.rows
    return rows


def _after_first_paragraph(rows: Sequence[Row]) -> list[Row]:
    begun = False
    for position, row in enumerate(rows):
        if row.text.strip():
            begun = True
        elif begun:
            return list(rows[position:])
    return []


def label_of(line: str) -> tuple[PartKind, str] | None:
    """The label that opens the line, and what stands after it."""
    text = half_width(line[:200])
    found = _LABEL.match(text)
    if found is None:
        return None
    kind: PartKind = "explanation" if found["explanation"] else "answer" if found["answer"] else "question"
    word = found[kind]
    ends_line = not text[found.end() :].strip() and len(line) <= 200
    has_colon = bool(found["inner"] or found["outer"])
    is_bracketed = found["open"] in {"【", "["} and found["close"].strip()[:1] in {"】", "]"}
    is_bold = (found["open"] or "").startswith(("*", "_"))
    if len(word) == 1 and word.isascii() and not (is_bold and has_colon):
        return None
    if not (has_colon or is_bracketed or ((is_bold or found["heading"]) and ends_line)):
        return None
    # Translating to half width keeps the length, so the match's end is the end in the line, too.
    return kind, line[found.end() :]
