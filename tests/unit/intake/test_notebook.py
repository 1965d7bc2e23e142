from __future__ import annotations

import json

import nbformat
import pytest
from intake_helpers import SOLUTION, Read, code_of, sentences
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def notebook(*cells: str | tuple[str, list[str]]) -> str:
    """Cells: `# %%` in front makes one of Markdown, anything else is code; a tuple gives tags."""
    made = []
    for cell in cells:
        source, tags = cell if isinstance(cell, tuple) else (cell, [])
        if source.startswith("%% "):
            made.append(new_markdown_cell(source[3:], metadata={"tags": tags}))
        else:
            made.append(new_code_cell(source, metadata={"tags": tags}))
    return nbformat.writes(new_notebook(cells=made))


def test_headings_divide_a_notebook(read: Read) -> None:
    prose = ["%% # Alice", "%% ## 1. Principles\nWords.", "print('not prose')", "%% More."]
    text = notebook(*prose, "%% ## 7. LM", "a = 1", "%% text", "b = 2")
    submission = read({"answers.ipynb": text}, only="answers.ipynb")
    assert submission.answers[1].text == "Words.\n\n\nMore.\n"
    assert code_of(submission, 7) == "a = 1\nb = 2\n"
    assert submission.answers[7].place("q07.py", 1) == ("answers.ipynb cell 6", 1)
    assert submission.answers[7].place("q07.py", 2) == ("answers.ipynb cell 8", 1)
    assert submission.answers[1].place("q01.md", 1) == ("answers.ipynb cell 2", 2)
    assert submission.problems == ()


def test_tags_divide_a_notebook(read: Read) -> None:
    text = notebook(("a = 1", ["q07"]), ("b = 1", ["other", "Q8"]), ("c = 2", ["q7"]), ("%% Words.", ["q01"]))
    submission = read({"answers.ipynb": text}, only="answers.ipynb")
    assert code_of(submission, 7) == "a = 1\nc = 2\n"
    assert code_of(submission, 8) == "b = 1\n"
    assert submission.answers[1].text == "Words.\n"
    assert submission.problems == ()


def test_a_tag_agrees_or_overrules_a_heading(read: Read) -> None:
    text = notebook(("%% ## 7. LM", ["q07"]), "a = 1", ("b = 2", ["q08"]), ("%% ## 9. NER\ntext", ["q08"]), "c = 3")
    submission = read({"answers.ipynb": text}, only="answers.ipynb")
    assert code_of(submission, 7) == "a = 1\nc = 3\n"
    assert code_of(submission, 8) == "b = 2\n"
    assert sorted(submission.answers) == [7, 8]


def test_a_notebook_may_be_one_answer(read: Read) -> None:
    assert code_of(read({"q07.ipynb": notebook("%% Words", "a = 1")}), 7) == "a = 1\n"


def test_an_old_notebook_is_read(read: Read) -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["7. LM"], "metadata": {}},
        {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "outputs": [], "language": "python", "metadata": {}},
    ]
    text = json.dumps(
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    )
    assert code_of(read({"answers.ipynb": text}), 7) == "a = 1\nb = 2\n"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("%matplotlib inline\na = 1", "pass  # %matplotlib inline\na = 1\n"),
        ("!pip install x\na = 1", "pass  # !pip install x\na = 1\n"),
        ("if a:\n    !ls\nb = 1", "if a:\n    pass  # !ls\nb = 1\n"),
        ("%%time\na = 1", "pass  # %%time\na = 1\n"),
        ("f = !ls\nhelp?\n?help", "pass  # f = !ls\npass  # help?\npass  # ?help\n"),
        ("s = '''\n%d items\n!x\n'''\n%time f()", "s = '''\n%d items\n!x\n'''\npass  # %time f()\n"),
        ("a = (5\n % 3)\nb != a", "a = (5\n % 3)\nb != a\n"),
        ("# '''\n%time x", "# '''\npass  # %time x\n"),
    ],
)
def test_magics_become_comments_on_their_own_lines(read: Read, source: str, code: str) -> None:
    assert code_of(read({"q07.ipynb": notebook(source)}), 7) == code


def test_a_cell_in_another_language_is_no_code(read: Read) -> None:
    assert code_of(read({"q07.ipynb": notebook("%%bash\nls", "%%writefile x.py\nx", "a = 1")}), 7) == "a = 1\n"


def test_code_above_the_first_question_is_told(read: Read) -> None:
    submission = read({"answers.ipynb": notebook("import torch", "%% ## 7. LM", "a = 1")})
    assert sentences(submission) == [
        "answers.ipynb cell 1:1: this code stands under no question and is not graded: "
        "each answer needs its own imports"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{\n"cells": [\n', "answers.ipynb:3: not a notebook: broken JSON"),
        ("[]", "answers.ipynb: not a notebook: JSON, but not in Jupyter's format"),
        ("{}", "answers.ipynb: not a notebook: JSON, but not in Jupyter's format"),
        ('{"nbformat": 4, "nbformat_minor": 5}', "answers.ipynb: not a notebook: JSON, but not in Jupyter's format"),
        ("[" * 100_000, "nests too deep"),
        ("1" * 10_000, "a number that is too long"),
        (notebook("%% ## 7. LM", "a = '\0'"), "answers.ipynb: cell 2 holds a NUL character"),
    ],
)
def test_a_broken_notebook_is_a_problem(read: Read, text: str, message: str) -> None:
    submission = read({"answers.ipynb": text, "q08.py": SOLUTION})
    assert list(submission.answers) == [8]
    assert len(submission.problems) == 1
    assert message in sentences(submission)[0]


@pytest.mark.parametrize(
    "cells",
    [
        None,
        3,
        [3],
        [{"cell_type": "code"}],
        [{"cell_type": "code", "source": 3, "metadata": 4}],
        [{"metadata": {"tags": 3}}],
    ],
)
def test_a_strange_notebook_does_no_harm(read: Read, cells: object) -> None:
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    assert list(read({"answers.ipynb": text, "q08.py": SOLUTION}).answers) == [8]
