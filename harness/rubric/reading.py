"""Reads an answer as a person sees it: Markdown -> sentences, each with the heading it stands under and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from harness.rubric.characters import CJK, on_one_line, visible

MOST_CHARACTERS = 60_000
"""What is read of an answer: some thirty pages."""
LONG_SENTENCE = 1_000

# An indented paragraph is how many type Chinese, not code; dashes below a paragraph are meant as a rule.
_PARSER = MarkdownIt("commonmark").enable("table").disable(["code", "lheading"])
_PROSE_FENCES = {"", "text", "txt", "markdown", "md", "plain", "plaintext"}
_VOID_TAGS = {"br", "hr", "img", "input", "wbr"}
_TAG = re.compile(r"<\s*(/?)\s*([a-z][a-z0-9]*)([^>]*)>", re.IGNORECASE)

_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.?g|i\.?e|etc|vs|cf|al|fig|eq|approx|resp|dr|prof|no|[a-z])\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 10
_CLOSING = "\"'»」』)]"
_GOES_ON = re.compile(r" ?[a-z,]| [A-Z]?[a-z]* (?:said|says|asked|asks)\b")
# `++`: a run of full stops is one end, and is not tried again at each of its lengths.
_END = re.compile(rf"[。!?;]+[\"'»」』)\]]*|\.++(?=[\"')\]]*(?:\s|$|[{CJK}]))[\"')\]]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it is shown (`quote`) and in lower case (`text`).

    `block` counts paragraphs, list items and table rows; `listed` tells items and rows from paragraphs. `line`
    counts from 1 in the answer, at the beginning of the block.
    """

    quote: str
    heading: str
    block: int
    listed: bool
    line: int

    @property
    def text(self) -> str:
        """For matching."""
        return self.quote.lower()


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of an answer, and whether it was longer than what is read."""

    sentences: tuple[Sentence, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    listed: bool
    line: int


def read(text: str) -> Reading:
    """Sentences of `text`; comments, HTML blocks, hidden elements, code, link targets and headings are not in them."""
    shown = visible(text[:MOST_CHARACTERS])  # one character may become eighteen
    cut = max(len(text), len(shown)) > MOST_CHARACTERS
    sentences: list[Sentence] = []
    heading = ""
    for number, (block, is_heading) in enumerate(_blocks(shown[:MOST_CHARACTERS])):
        if is_heading:
            heading = on_one_line(block.text)
            continue
        sentences += [Sentence(part, heading, number, block.listed, block.line) for part in split_sentences(block.text)]
    return Reading(tuple(sentences), cut)


def as_shown(text: str) -> str:
    """The sentences that `read` finds, one a line: the answer without markup and what a reader does not see."""
    return "\n".join(sentence.quote for sentence in read(text).sentences)


def split_sentences(text: str) -> list[str]:
    """Cut one paragraph at full stops, question and exclamation marks and semicolons of both languages."""
    text = on_one_line(text)
    parts: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end[0][-1] in _CLOSING and _GOES_ON.match(text, end.end()):
            continue  # a quotation has ended, not the sentence around it
        before = text[max(start, end.start() - _LONGEST_ABBREVIATION) : end.start() + 1]
        if end[0].startswith(".") and _ABBREVIATION.search(before):
            continue
        parts.append(text[start : end.end()].strip())
        start = end.end()
    parts.append(text[start:].strip())
    parts = [piece for part in parts for piece in _cut(part)]
    return [part for part in parts if any(character.isalnum() for character in part)]


def _cut(sentence: str) -> Iterator[str]:
    """Pieces of a sentence that does not end, cut at commas: what is said in one breath stands close together."""
    while len(sentence) > LONG_SENTENCE:
        comma = sentence.find(",", LONG_SENTENCE // 2, LONG_SENTENCE)
        end = comma + 1 if comma >= 0 else LONG_SENTENCE
        yield sentence[:end]
        sentence = sentence[end:]
    yield sentence


def _blocks(text: str) -> Iterator[tuple[_Block, bool]]:
    tokens = _PARSER.parse(text)
    depth = 0
    row: list[str] | None = None
    heading = False
    for token in tokens:
        if token.type == "list_item_open":
            depth += 1
        elif token.type == "list_item_close":
            depth -= 1
        elif token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield _Block(": ".join(cell for cell in row if cell), True, _line(token)), False
            row = None
        elif token.type == "fence" and token.info.strip().lower() in _PROSE_FENCES:
            for paragraph in re.split(r"\n\s*\n", token.content):
                yield _Block(paragraph, depth > 0, _line(token)), False
        elif token.type == "inline":
            shown = _shown(token.children or [])
            if row is not None:
                row.append(on_one_line(shown))
            else:
                yield _Block(shown, depth > 0, _line(token)), heading


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _shown(children: Sequence[Token]) -> str:
    """The text of an inline token. What stands in an HTML element with attributes may be hidden by them: left out."""
    shown: list[str] = []
    hidden: list[str] = []
    for child in children:
        if child.type == "html_inline":
            tag = _TAG.fullmatch(child.content)
            if tag is None or tag[2].lower() in _VOID_TAGS or tag[3].rstrip().endswith("/"):
                continue
            name = tag[2].lower()
            if tag[1]:
                if name in hidden:
                    del hidden[len(hidden) - 1 - hidden[::-1].index(name) :]
            elif hidden or tag[3].strip():
                hidden.append(name)
        elif hidden:
            continue
        elif child.type in ("softbreak", "hardbreak"):
            shown.append("\n")
        elif child.type in ("text", "code_inline"):
            shown.append(child.content)
    return visible("".join(shown))  # an entity such as `&#8203;` has become a character only now
