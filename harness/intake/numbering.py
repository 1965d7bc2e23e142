"""Which headings of an answer sheet are questions, and which are points inside an answer.

A question's heading begins with its number: `## 7. Title`, `### Q24 Title`, `## 24、标题`, `## 第7题`,
`## Question 7`, `## (7)`, `## ７．标题`, `## **7.** Title`. Its level is free and may differ from question to question.
A numbered heading is *not* a question when it is
- deeper than the question it stands under and belongs to a numbering that begins at 1 (or 0): `### 1. First point`;
- deeper, and its number is that of a question already met or heads a later, shallower section;
- deeper, and its number is not in the bank, or is followed by no punctuation (`### 3 metrics`);
- a chapter: a shallower heading whose number is used again by the questions below (`# 1. Prose`, `## 1. ...`,
  `## 2. ...`, `# 2. Code`, `## 7. ...`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from harness.intake.page import Heading

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0F, 0x200E, 0x200F])
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}

_NO_MORE = r"(?![A-Za-z0-9_%]|[.:/\-–~][0-9])"
_EXPLICIT = re.compile(
    rf"[(\[【]?\s*(?:第\s*([0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}})\s*(?:道题|道|题|问)"
    rf"|(?:question|problem|问题|题目|习题|面试题|题|no\.|q|#)\s*[.:#\-]?\s*([0-9]{{1,4}}){_NO_MORE})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[【]\s*([0-9]{1,4})\s*题?\s*[)\]】]")
_PLAIN = re.compile(r"([0-9]{1,4})\s*(?:[.:](?![0-9])|[、。)\]】,]|[-–—](?![0-9])|\s*$)")
_WEAK = re.compile(r"([0-9]{1,4})\s+(?=\S)")
_COUNT = re.compile(
    r"[0-9]+\s*(?:[道个種种条點点类項项步]|.{0,60}\b(?:questions|answers|problems|exercises|tasks)\b)", re.IGNORECASE
)


class Number(NamedTuple):
    """The number at the head of a heading. `weak`: nothing but a space sets it off; `explicit`: a word names it."""

    value: int
    explicit: bool = False
    weak: bool = False


class Question(NamedTuple):
    """A heading that opens an answer, or one that is numbered like a question but is not in the bank."""

    number: int
    heading: Heading


def half_width(text: str) -> str:
    """Full-width letters, digits and punctuation as ASCII; one character stays one character."""
    return text.translate(_FULL_WIDTH)


def number_in(heading: str) -> Number | None:
    """The question number that a heading's text begins with."""
    text = half_width(heading[:400]).translate(_INVISIBLE)
    text = re.sub(r"<[^<>]{0,100}>|[*_`~\\]", "", text).strip()
    # Ornaments in front: a tick, an arrow, an emoji.
    text = re.sub(r"^[^\x00-\x7f\w【第]+", "", text).strip()
    if found := _EXPLICIT.match(text):
        return Number(_value(found[1] or found[2]), explicit=True)
    if found := _BRACKETED.match(text) or _PLAIN.match(text):
        return Number(int(found[1]))
    if (found := _WEAK.match(text)) and not _COUNT.match(text):
        return Number(int(found[1]), weak=True)
    return None


def _value(digits: str) -> int:
    if digits.isascii():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


class _Numbered(NamedTuple):
    heading: Heading
    number: Number


class _Points(NamedTuple):
    """A numbering inside an answer: at which level it began, and in which form."""

    level: int
    explicit: bool


def questions_among(headings: Sequence[Heading], bank: Container[int]) -> list[Question]:
    """The headings that open an answer, in order; a number outside `bank` is among them if nothing excuses it."""
    numbered = _without_chapters(
        [_Numbered(heading, number) for heading in headings if (number := number_in(heading.text)) is not None]
    )
    last = {(number.value, heading.level): index for index, (heading, number) in enumerate(numbered)}
    questions: list[Question] = []
    met: set[int] = set()
    points: _Points | None = None
    for index, (heading, number) in enumerate(numbered):
        if questions and heading.level > (level := questions[-1].heading.level):
            if points is not None and heading.level >= points.level and number.explicit == points.explicit:
                continue
            comes_later = any(last.get((number.value, upper), -1) > index for upper in range(1, level + 1))
            is_claimed = number.value in met or comes_later
            if number.value <= 1 or is_claimed or number.weak or number.value not in bank:
                points = _Points(heading.level, number.explicit)
                continue
        elif number.weak and number.value not in bank:
            continue
        questions.append(Question(number.value, heading))
        met.add(number.value)
        points = None
    return questions


def _without_chapters(numbered: list[_Numbered]) -> list[_Numbered]:
    """Drop the levels whose numbered headings are chapters.

    At least two of them have numbered headings one level below, those below never repeat a number (points inside
    an answer start again at 1), and each chapter's own number stands among them.
    """
    levels = sorted({item.heading.level for item in numbered})
    for level, next_level in pairwise(levels):
        own: set[int] = set()
        below: list[int] = []
        parents: set[int] = set()
        for heading, number in numbered:
            if heading.level == level:
                own.add(number.value)
                parent = heading.start
            elif heading.level == next_level and own:
                below.append(number.value)
                parents.add(parent)
        if len(parents) >= 2 and len(set(below)) == len(below) and own <= set(below):
            numbered = [item for item in numbered if item.heading.level != level]
    return numbered
