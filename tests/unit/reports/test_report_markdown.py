"""Reports in Markdown, read by a Markdown reader: what a candidate wrote is shown, and is nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import HOSTILE, NAME, result

from harness.codec import finite
from harness.grading.result import CheckResult, Result, SubmissionInfo
from harness.reports.escape import code_block, code_cell, code_span, prose, said
from harness.reports.markdown import report_md
from harness.reports.summary import summary_md

READER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
AS_WRITTEN = MarkdownIt("gfm-like", {"linkify": False}).disable("text_join")
"""Leaves escaped characters apart, so that what is looked for in raw text is seen as a host sees it."""

LINK = re.compile(r"(?i)(https?|ftp)://|www\.|[\w.+-]@[\w-]")
MENTION = re.compile(r"@\w|#\d|\bgh-\d", re.IGNORECASE)
OURS = {"inline", "text", "softbreak", "code_inline", "strong_open", "strong_close", "fence"} | {
    f"{kind}_{end}"
    for kind in ("paragraph", "heading", "bullet_list", "list_item", "blockquote", "table", "thead", "tbody")
    for end in ("open", "close")
}
OURS |= {f"{kind}_{end}" for kind in ("tr", "th", "td") for end in ("open", "close")}

TRICKS = [
    "- list",
    "+ list",
    "1. list",
    "12) list",
    "# heading",
    "heading\n===",
    "heading\n---",
    "---",
    "> quote",
    "    code",
    "```\nfence",
    "~~~\nfence",
    "a | b\n--|--\nc | d",
    "[text](http://evil.example)",
    "[text][1]\n\n[1]: http://evil.example",
    "![image](http://evil.example/p.png)",
    "<http://evil.example>",
    "<me@evil.example>",
    "http://evil.example and HTTPS://EVIL.EXAMPLE and ftp://evil.example",
    "www.evil.example WWW.evil.example",
    "me@evil.example, mailto:me@evil.example",
    "@maintainer @org/team",
    "#12 org/repo#12 GH-12 gh-12",
    "<script>alert(1)</script>",
    "<!-- comment -->",
    "<details open ontoggle=alert(1)>",
    "&lt;b&gt; &#60;b&#62; &amp;",
    "**bold** __bold__ *em* _em_ ~~gone~~",
    "$x^2$ $$x$$",
    "`code` ``code`` ```code```",
    "a\\|b \\` \\\\",
    "ends with \\",
    "- [x] done",
    "[^1]\n\n[^1]: foot",
    "\t\ttabs\x0b\x0c\x85\u2028\u2029lines",
    HOSTILE,
]


def tokens(markdown: str, reader: MarkdownIt = READER) -> Iterator[Token]:
    for token in reader.parse(markdown):
        yield token
        yield from token.children or ()


def shown(markdown: str) -> str:
    """What a reader sees: the text, code too, without the marks that break links."""
    return "".join(token.content for token in tokens(markdown) if token.type in ("text", "code_inline")).replace(
        "\u200b", ""
    )


def assert_harmless(markdown: str) -> None:
    kinds = {token.type for token in tokens(markdown)}
    tags = {token.content for token in tokens(markdown) if token.type in ("html_inline", "html_block")}
    assert kinds - {"html_inline"} <= OURS
    assert tags <= {"<code>", "</code>"}
    for token in tokens(markdown, AS_WRITTEN):
        if token.type == "text":
            assert not LINK.search(token.content), token.content
    for token in tokens(markdown):
        if token.type == "text":
            assert not MENTION.search(token.content), token.content
            assert not re.search(r"[\w.+-]@\w", token.content), token.content


@pytest.mark.parametrize("text", TRICKS)
@pytest.mark.parametrize("render", [prose, code_span, code_cell], ids=lambda render: render.__name__)
def test_a_text_is_shown_and_is_nothing_else(render: Callable[[str], str], text: str) -> None:
    assert_harmless(render(text))
    kinds = [token.type for token in READER.parse(render(text))]
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize("text", TRICKS)
def test_a_text_stays_in_its_cell(text: str) -> None:
    for render in (prose, code_cell):
        page = f"| one | two |\n|:--|:--|\n| {render(text)} | end |\n"
        assert_harmless(page)
        cells = [token for token in tokens(page) if token.type == "td_open"]
        assert len(cells) == 2
        assert shown(page).endswith("end")


@given(st.text(max_size=60))
def test_prose_shows_the_characters_that_are_there(text: str) -> None:
    line = " ".join(text.split())
    if line.isprintable() and line:
        assert shown(prose(text)) == line


@given(st.text(st.sampled_from("`|\\ <>&#*_[]()!~-=+.:/@wW1a\n"), max_size=40))
def test_no_mix_of_marks_is_anything_but_text(text: str) -> None:
    line = " ".join(text.split())
    for render in (prose, code_span, code_cell):
        assert_harmless(render(text))
    assert shown(prose(text)) == line
    if line:
        assert shown(code_span(text)) == line
        assert shown(code_cell(text)) == line
    page = f"| one | two |\n|:--|:--|\n| {prose(text)} | {code_cell(text)} |\n"
    assert [token.type for token in tokens(page)].count("td_open") == 2


@given(st.text(st.sampled_from("`~ \n\tab"), max_size=60))
def test_a_block_of_code_ends_where_we_end_it(text: str) -> None:
    found = READER.parse("\n".join([*code_block(text), "", "after"]))
    assert [token.type for token in found] == ["fence", "paragraph_open", "inline", "paragraph_close"]


@given(st.text(st.sampled_from("`~ \n\tab#>-"), min_size=1, max_size=300))
def test_a_message_in_a_list_stays_in_its_item(text: str) -> None:
    page = "\n".join(["- item", "", *(f"  {line}" for line in said(text)), "", "- next"])
    found = READER.parse(page)
    assert [token.type for token in found].count("list_item_open") == 2
    assert {token.type for token in found} <= OURS


def test_long_texts_say_that_they_are_cut() -> None:
    block = code_block("line\n" * 100, most=10)
    assert block[-2] == "… (90 more lines)"
    assert len(prose("word " * 10_000, 100)) <= 100


def test_a_long_sentence_of_a_check_is_folded_and_not_cut() -> None:
    words = [f"word{number}" for number in range(150)]
    told = said(" ".join(words))
    assert " ".join(told[1:-1]).split() == words
    assert max(map(len, told)) <= 120
    assert len("".join(said("x" * 1_000_000))) < 3000


@pytest.mark.parametrize("audience", ["interviewer", "candidate"])
def test_a_report_has_no_markup_but_ours(audience: str) -> None:
    page = report_md(msgspec.structs.replace(finite(result()), audience=audience))
    assert_harmless(page)
    headings = [a.content for b, a in zip(READER.parse(page), READER.parse(page)[1:], strict=False) if b.tag == "h2"]
    assert len([heading for heading in headings if heading]) == len(result().questions) + 1


def test_a_report_holds_every_question_and_what_they_lost() -> None:
    page = report_md(finite(result()))
    for expected in (
        "**Score 40.2 of 100** (95 % interval 39.6–40.8)",
        "3 of 6 questions graded, 2 not answered, 1 void, 1 from the cache",
        "**Unsafe:**",
        "**Incomplete:**",
        "**Degraded:** no Landlock",
        "| 7 | 语言模型：预测下一个词 (a language model) | 93.0 | 58.0 |",
        "**Void: the grader failed here",
        "Answered, but not readable: 0 points.",
        "Not answered: 0 points.",
        "Taken from the cache",
        "- **ERROR** empty\\_list (weight 1) at `q07/model.py:12`",
        "The metric loss came to nan and is left out.",
        "1.8× time, 1× memory",
        "Graded earlier, otherwise than above: question 1: seed 3",
        "| seccomp | on |",
    ):
        assert expected in page
    assert page.index("**FAILED** rows") < page.index("**passed** same")


def test_a_summary_has_no_markup_but_ours() -> None:
    page = summary_md([result(), result()], removed=[NAME, HOSTILE], warnings=[HOSTILE])
    assert_harmless(page)
    assert page.count("### `mallory") == 2
    assert "| 40.2 | 39.6–40.8 |" in page
    assert "Removed, not graded: `mallory" in page
    assert "HELD-OUT" not in page


def test_a_summary_counts_what_it_does_not_show() -> None:
    one = result()
    failing = [
        CheckResult(name=f"check_{n}", status="failed", weight=1.0, gate=False, sentence="It holds.") for n in range(9)
    ]
    questions = [msgspec.structs.replace(one.questions[0], checks=failing)]
    page = summary_md([msgspec.structs.replace(one, questions=questions, problems=[])])
    assert page.count("- 1, check") == 5
    assert page.rstrip().endswith("- and 4 more in the report")
    assert "###" not in page  # one submission needs no heading of its own


def test_a_summary_of_nothing_says_so() -> None:
    assert summary_md([]) == "## Grading\n\nNo submission to grade was changed.\n"


def test_a_submission_without_an_answer_has_no_empty_table() -> None:
    nothing = Result(
        schema_version=1,
        submission=SubmissionInfo(name="ann", source="ann"),
        audience="candidate",
        score=0.0,
        complete=True,
        questions=[question for question in result().questions if question.id == 3],
        created="2026-01-02T03:04:05+00:00",
    )
    page = summary_md([nothing])
    assert "| # |" not in page
    assert "0 of 1 question graded, 1 not answered" in page


def test_checks_skipped_for_one_reason_stand_together() -> None:
    one = result()
    checks = [
        CheckResult(name=name, status=status, weight=1.0, gate=False, sentence="It holds.", message=message)
        for name, status, message in (
            ("loads", "error", "SyntaxError: invalid syntax"),
            ("fit", "skipped", "not run: SyntaxError"),
            ("causal", "skipped", "not run: SyntaxError"),
            ("negative", "skipped", "not run, because doubles did not pass"),
        )
    ]
    page = report_md(msgspec.structs.replace(one, questions=[msgspec.structs.replace(one.questions[0], checks=checks)]))
    assert page.count("not run: SyntaxError") == 1
    assert "- **skipped** 2 checks (fit, causal):" in page
    assert "- **skipped** negative (weight 1): It holds." in page


def test_a_summary_fits_a_comment_however_many_there_are() -> None:
    page = summary_md([result()] * 200)
    assert len(page) < 65_536
    assert re.search(r"For details of \d+ more, see their reports\.\n$", page)
