from __future__ import annotations

import ast
from pathlib import Path
from typing import Literal

import pytest

from harness.faults import UserError
from harness.intake import read_submission
from harness.question import (
    Array,
    Contract,
    Flag,
    Ignored,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Method,
    OneOf,
    Optional,
    Real,
    Record,
    Row,
    Text,
)
from harness.scaffold import StubQuestion, scaffold

CONTRACT = Contract(
    (
        Method(
            "fit", {"texts": ListOf(Text()), "entities": ListOf(ListOf(Row([Integer(), Integer(), Text()])))}, Ignored()
        ),
        Method(
            "predict", {"texts": ListOf(Text()), "mode": OneOf(("a", "b"))}, Array("float32", ("N", 2)), limit_s=2.5
        ),
        Method("attend", {"mask": Array("bool", ("B", None))}, Record({"context": Array("float32", ("B", 3))})),
        Method("probs", {"stop": Optional(ListOf(Text())), "sample": Flag()}, MapOf(Real())),
    ),
    {"checkpoint": 'a folder, says """C:\\new"""'},
    Limits(memory_mb=1234),
)
QUESTIONS = [
    StubQuestion(1, "principles", "Core principles of an LLM", "prose"),
    StubQuestion(7, "language_model", 'A "language" model \\n """quoted"""', "code", CONTRACT),
    StubQuestion(30, "sentiment", "BERT | sentiment", "code", CONTRACT),
]
KINDS: dict[int, Literal["prose", "code"]] = {1: "prose", 7: "code", 30: "code"}


def test_a_stub_states_the_contract(tmp_path: Path) -> None:
    paths = scaffold(tmp_path / "submissions" / "alice", QUESTIONS)
    assert [path.name for path in paths] == ["README.md", "q01.md", "q07.py", "q30.py"]
    source = paths[2].read_text(encoding="utf-8")
    tree = ast.parse(source)
    docstring = ast.get_docstring(tree)
    assert docstring is not None
    assert docstring.startswith('Question 7: A "language" model \\n """quoted"""')
    for fact in (
        *(method.signature() for method in CONTRACT.methods),
        "at most 2.5 s",
        "1234 MB",
        'says """C:\\new"""',
    ):
        assert fact in docstring
    (solution,) = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    methods = {node.name: node for node in solution.body if isinstance(node, ast.FunctionDef)}
    assert list(methods) == ["__init__", "fit", "predict", "attend", "probs"]
    assert [argument.arg for argument in methods["__init__"].args.kwonlyargs] == ["seed", "device", "checkpoint"]
    assert [argument.arg for argument in methods["predict"].args.args] == ["self", "texts", "mode"]
    assert "def fit(self, texts: list[str], entities: list[list[[int, int, str]]]) -> None:" in source


def test_a_stub_can_be_constructed_and_says_what_is_missing(tmp_path: Path) -> None:
    paths = scaffold(tmp_path / "alice", QUESTIONS)
    names: dict[str, type] = {"__name__": "stub"}  # type: ignore[dict-item]
    exec(compile(paths[2].read_text(encoding="utf-8"), "q07.py", "exec"), names)
    solution = names["Solution"](seed=0, device="cpu", checkpoint="x")
    assert (solution.seed, solution.device, solution.checkpoint) == (0, "cpu", "x")
    with pytest.raises(NotImplementedError, match=r"^q07 predict: not written yet$"):
        solution.predict([], "a")


def test_untouched_stubs_are_not_answered(tmp_path: Path) -> None:
    folder = tmp_path / "alice"
    scaffold(folder, QUESTIONS)
    submission = read_submission(folder, kinds=KINDS)
    assert (submission.name, dict(submission.answers), submission.problems) == ("alice", {}, ())


def test_a_stub_that_was_begun_is_answered(tmp_path: Path) -> None:
    folder = tmp_path / "alice"
    _, prose, one, other = scaffold(folder, QUESTIONS)
    prose.write_text(prose.read_text() + "\nAttention relates the tokens.\n")
    # One with its marker deleted, one in which a method was written and the marker forgotten.
    one.write_text("".join(line for line in one.read_text().splitlines(True) if "untouched stub" not in line))
    other.write_text(
        other.read_text().replace('raise NotImplementedError("q30 fit: not written yet")', "self.x = texts")
    )
    submission = read_submission(folder, kinds=KINDS)
    assert sorted(submission.answers) == [1, 7, 30]
    assert submission.answers[1].text == "Attention relates the tokens.\n"
    assert submission.problems == ()


def test_an_answer_in_a_sheet_goes_before_an_untouched_stub(tmp_path: Path) -> None:
    folder = tmp_path / "alice"
    scaffold(folder, QUESTIONS)
    (folder / "answers.md").write_text("## 7. LM\n```python\nx = 1\n```\n")
    submission = read_submission(folder, kinds=KINDS)
    assert [answer.origin for answer in submission.answers.values()] == ["answers.md"]
    assert submission.problems == ()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "alice"
    folder.mkdir()
    with pytest.raises(UserError, match="exists already") as caught:
        scaffold(folder, QUESTIONS)
    assert caught.value.remedy
    assert list(folder.iterdir()) == []


def test_a_place_that_cannot_be_written_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be created"):
        scaffold(tmp_path / "file" / "alice", QUESTIONS)
