from __future__ import annotations

import contextlib
import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_helpers import KINDS, code_of

from harness.faults import UserError
from harness.intake import read_submission

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

FORMS = [
    "{n}. {t}", "{n}、{t}", "{n}) {t}", "({n}) {t}", "（{n}）{t}", "{n}：{t}", "Q{n} {t}", "第{n}题", "第 {n} 题：{t}",
    "问题 {n}：{t}", "Question {n}", "**{n}. {t}**", "【{n}】{t}",
]  # fmt: skip
TITLES = st.sampled_from(["Language model", "语言模型", "A model of 3 layers", "Bag-of-words (8)", "RNN: 24 hours"])
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def read_bytes(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with contextlib.suppress(UserError):
            submission = read_submission(path, kinds=KINDS)
            for answer in submission.answers.values():
                assert answer.files
                assert answer.content_hash()
            assert all(problem.sentence().isprintable() for problem in submission.problems)
        assert [entry.name for entry in Path(folder).iterdir()] == [name]


@pytest.mark.parametrize(
    "name", ["a.md", "q01.md", "q07.md", "q01.txt", "a.ipynb", "q07.py", "a.zip", "a.tar.gz", "a.tar"]
)
@QUICK
@given(content=st.binary(max_size=2_000))
def test_no_bytes_crash_the_reader(name: str, content: bytes) -> None:
    read_bytes(name, content)


PIECES = [
    *"#7. 1Q\n`~-=>*:\t<!答案问题第\\",
    "\n\n",
    "## 7. ",
    "```python\n",
    "**答案：**",
    "<!--",
    "-->",
    "\0",
    "\u2028",
]


@QUICK
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=200).map("".join))
def test_no_markdown_crashes_the_reader(text: str) -> None:
    for name in ("a.md", "q01.md", "q07.md"):
        read_bytes(name, text.encode("utf-8", "replace"))


GOOD = io.BytesIO()
with zipfile.ZipFile(GOOD, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("alice/q07.py", "class Solution: pass\n" * 9)
    _archive.writestr("alice/answers.md", "## 1. P\nWords\n")


@QUICK
@given(st.lists(st.tuples(st.integers(0, len(GOOD.getvalue()) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_flipped_byte_of_a_zip_crashes_the_reader(flips: list[tuple[int, int]]) -> None:
    content = bytearray(GOOD.getvalue())
    for position, value in flips:
        content[position] = value
    read_bytes("a.zip", bytes(content))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[int, str]]:
    """A sheet in which every question's answer says its own number."""
    numbers = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=12, unique=True))
    form, level = draw(st.sampled_from(FORMS)), draw(st.integers(1, 4))
    mixes_forms = draw(st.booleans())
    text, answers = ["Some words first.\n"], {}
    for number in numbers:
        form = draw(st.sampled_from(FORMS)) if mixes_forms else form
        title = form.format(n=draw(st.sampled_from([f"{number}", f"{number:02d}"])), t=draw(TITLES))
        text.append("#" * level + " " + (title.translate(FULL_WIDTH) if draw(st.booleans()) else title))
        if draw(st.booleans()):
            text.append("")
        points = [f"{'#' * (level + 1)} {point}. Point" for point in range(1, draw(st.integers(1, 4)))]
        if KINDS[number] == "prose":
            label = draw(st.sampled_from(["", "**答案：** ", "**Answer:**\n\n", "【答案】"]))
            words = "\n".join([f"Words on {number}.", *points])
            text += [label + words, ""]
            answers[number] = words + "\n"
        else:
            fence, language = draw(st.sampled_from(["```", "~~~", "````"])), draw(st.sampled_from(["", "python", "py"]))
            code = [f"# {number + 1}. a comment", f"class Solution: number = {number}"]
            text += [*points, "Prose.", "", fence + language, *code, fence, ""]
            answers[number] = "\n".join(code) + "\n"
    return draw(st.sampled_from(["\n", "\r\n"])).join(text), answers


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_every_answer_of_a_sheet_finds_its_question(sheet: tuple[str, dict[int, str]]) -> None:
    text, answers = sheet
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.md"
        path.write_bytes(text.encode())
        submission = read_submission(path, kinds=KINDS)
    found = {
        number: answer.text if answer.kind == "prose" else code_of(submission, number)
        for number, answer in submission.answers.items()
    }
    assert found == answers
    assert submission.problems == ()
    lines = text.replace("\r\n", "\n").split("\n")
    for number, answer in submission.answers.items():
        for name, content in answer.files.items():
            for row, line in enumerate(content.decode().splitlines(), 1):
                origin, at = answer.place(name, row)
                assert origin == "answers.md"
                assert at is not None
                assert line in lines[at - 1], number
