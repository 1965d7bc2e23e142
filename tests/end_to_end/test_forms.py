"""The same answers in every form are the same answers; a sheet as people write it is graded as far as it goes."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import EXAMPLE, Harness, question_in, result_in

pytestmark = pytest.mark.slow

PROSE = (EXAMPLE / "q01.md").read_text(encoding="utf-8").split("## Answer\n")[1].strip()
CODE = (EXAMPLE / "q08.py").read_text(encoding="utf-8")

SHEET = f"""\ufeff# 面试答卷

#### 1、大语言模型的核心原理

**题目：** 请说明大语言模型的核心原理。

**答案：**

{PROSE}

**解析：** 这里不计分。

### Q8 Bag of words

The classifier:

```python
{CODE}```
"""

SCRIPTS = """# Answers

## 7. A bigram model

**Answer:**

```python
from collections import Counter
words = "this is a test and this is all".split()
print(Counter(zip(words, words[1:])).most_common(1))
```

## 8. A bag of words

**Answer:**

First the counts:

```python
counts = {}
```

then what goes wrong:

```py
print(len(counts))
print(undefined_name)
```
"""


def folder(to: Path) -> Path:
    to.mkdir()
    (to / "q01.md").write_text(PROSE, encoding="utf-8")
    (to / "q08.py").write_text(CODE, encoding="utf-8")
    return to


def zipped(to: Path) -> Path:
    with zipfile.ZipFile(to.with_suffix(".zip"), "w") as archive:
        archive.writestr("alice/q01.md", PROSE)
        archive.writestr("alice/q08.py", CODE)
    return to.with_suffix(".zip")


def tarred(to: Path) -> Path:
    path = to.with_suffix(".tar.gz")
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (("./q01.md", PROSE), ("./q08.py", CODE)):
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


def sheet(to: Path) -> Path:
    path = to.with_suffix(".md")
    path.write_bytes(SHEET.replace("\n", "\r\n").encode("utf-8"))
    return path


def notebook(to: Path) -> Path:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "id": "a", "source": "## 1. Principles\n\n**Answer:**\n\n" + PROSE},
        {"cell_type": "code", "metadata": {"tags": ["q08"]}, "id": "b", "outputs": [], "execution_count": None,
         "source": CODE},
    ]  # fmt: skip
    path = to.with_suffix(".ipynb")
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    """The folder has been graded; whatever else holds the same answers comes from the store."""
    harness = Harness(tmp_path_factory.mktemp("forms"))
    path = folder(harness.folder / "alice")
    outcome = harness("grade", path, "--question", "1,8", "--out", "folder", "--no-cost")
    assert outcome.code == 0, outcome.said
    return harness


@pytest.mark.parametrize("form", [zipped, tarred, sheet, notebook])
def test_every_form_holds_the_same_answers(first: Harness, form: Callable[[Path], Path]) -> None:
    path = form(first.folder / "alice")
    outcome = first("grade", path, "--question", "1,8", "--out", form.__name__, "--no-cost")
    assert outcome.code == 0, outcome.said
    out = first.folder / form.__name__
    assert result_in(out)["score"] == result_in(first.folder / "folder")["score"]
    assert result_in(out)["submission"]["name"] == "alice"
    assert question_in(out, 8)["score"] > 80
    assert question_in(out, 1)["score"] == question_in(first.folder / "folder", 1)["score"]


def test_one_file_is_asked_its_own_question_only(first: Harness) -> None:
    outcome = first("grade", first.folder / "alice" / "q08.py", "--out", "one", "--no-cost")
    assert outcome.code == 0, outcome.said
    (question,) = result_in(first.folder / "one")["questions"]
    assert (question["id"], question["cached"]) == (8, True)


def test_scripts_without_the_class_are_run_and_explained(first: Harness) -> None:
    path = first.folder / "scripts.md"
    path.write_text(SCRIPTS, encoding="utf-8")
    outcome = first("grade", path, "--question", "7,8", "--out", "scripts", "--no-cost")
    assert outcome.code == 0, outcome.said
    out = first.folder / "scripts"
    (loads, *_) = question_in(out, 7)["checks"]
    assert (loads["status"], question_in(out, 7)["score"]) == ("error", 0)
    assert "no class Solution with the methods fit, next_word_probs, score" in loads["message"]
    assert "(('this', 'is'), 2)" in question_in(out, 7)["log"]
    (loads, *_) = question_in(out, 8)["checks"]
    line = SCRIPTS.splitlines().index("print(undefined_name)") + 1
    assert (loads["file"], loads["line"]) == ("scripts.md", line)
    assert "NameError" in loads["message"]
    assert question_in(out, 8)["log"].startswith("0")
