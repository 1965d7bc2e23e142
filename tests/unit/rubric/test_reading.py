"""What of an answer is read: sentences as a person sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.rubric import as_shown
from harness.rubric.characters import invisible_count, on_one_line, visible
from harness.rubric.reading import MOST_CHARACTERS, read, split_sentences


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("One is here. Two is there! Is three?", ["One is here.", "Two is there!", "Is three?"]),
        ("第一句。第二句！第三句？", ["第一句。", "第二句!", "第三句?"]),
        ("模型很大; 数据很多。", ["模型很大;", "数据很多。"]),
        ("It reads text, e.g. books, etc. and learns.", ["It reads text, e.g. books, etc. and learns."]),
        ("Version 2.5 came in 1.5 years.", ["Version 2.5 came in 1.5 years."]),
        ("用的是 BERT.然后微调。", ["用的是BERT.", "然后微调。"]),
        ('He said "is it so?" and went.', ['He said "is it so?" and went.']),
        ("Wait... what follows.", ["Wait...", "what follows."]),
        ("...", []),
    ],
)
def test_sentences(written: str, sentences: list[str]):
    assert split_sentences(visible(written)) == sentences


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Bold** and *slanted* and `code` words.", "Bold and slanted and code words."),
        ("[a link](http://example.org 'secret title') here", "a link here"),
        ("![secret](x.png) seen", "seen"),
        ("<!-- secret --> seen", ""),
        ("seen <!-- secret --> again", "seen again"),
        ("<div hidden>\nsecret\n</div>", ""),
        ('seen <span style="display:none">secret</span> again', "seen again"),
        ('seen <span hidden>a <b>secret</b></span> again<br class="x"/>!', "seen again!"),
        ("H<sub>2</sub>O is water", "H2O is water"),
        ("```python\nsecret = 1\n```", ""),
        ("```text\nThis is prose.\n```", "This is prose."),
        ("# A heading\n\nA text.", "A text."),
        ("| a | b |\n|---|---|\n| c | d |", "a: b\nc: d"),
        ("    An indented paragraph.", "An indented paragraph."),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("zero\u200bwidth and&#8203;entity", "zerowidth andentity"),
        ("ｆｕｌｌ　ｗｉｄｔｈ，标点", "full width,标点"),
    ],
)
def test_only_what_is_shown_is_read(written: str, shown: str):
    assert as_shown(written) == shown


def test_a_sentence_knows_its_heading_and_the_line_of_its_paragraph():
    reading = read("# Heat\n\nFirst here.\n\n- Second\n  here.\n\n## Cold\n\nThird. Fourth.\n")
    found = [(sentence.quote, sentence.heading, sentence.line, sentence.listed) for sentence in reading.sentences]
    assert found == [
        ("First here.", "Heat", 3, False),
        ("Second here.", "Heat", 5, True),
        ("Third.", "Cold", 10, False),
        ("Fourth.", "Cold", 10, False),
    ]


def test_a_long_answer_is_cut_also_where_characters_expand():
    assert read("Word. " * MOST_CHARACTERS).cut
    assert read("\ufdfa" * (MOST_CHARACTERS // 2)).cut
    assert not read("Word. " * 100).cut


@pytest.mark.parametrize(
    ("text", "count"),
    [("plain\ttext\r\n", 0), ("a\u200bb\u202ec", 2), ("\u2800\u3164", 2), ("\U000e0041", 1), ("\x00\x1b", 2)],
)
def test_invisible_characters_are_counted(text: str, count: int):
    assert invisible_count(text) == count


@given(st.text())
def test_visible_text_has_nothing_invisible_and_stays(text: str):
    once = visible(text)
    assert invisible_count(once) == 0
    assert visible(once) == once


@pytest.mark.parametrize(("mixed", "tight"), [("用 BERT 训练 models", "用BERT训练models"), ("a  b\nc", "a b c")])
def test_spaces_beside_chinese_say_nothing(mixed: str, tight: str):
    assert on_one_line(mixed) == tight
