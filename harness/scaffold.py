"""What `harness new NAME` writes: a folder with a stub for every question that states its contract."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.faults import UserError
from harness.intake.names import Kind, canonical
from harness.intake.stub import MARKER, NOT_WRITTEN
from harness.question import Contract, Method
from harness.text import printable

WIDTH = 100


@dataclass(frozen=True, slots=True)
class StubQuestion:
    """What a stub needs to know of a question; `contract` is None for prose."""

    number: int
    slug: str
    title: str
    kind: Kind
    contract: Contract | None = None


def scaffold(folder: Path, questions: Sequence[StubQuestion]) -> list[Path]:
    """Write `folder` with a README and one stub a question; the files written, in order.

    `UserError` if the folder is already there, even if empty: nothing is ever overwritten.
    """
    shown = printable(str(folder))
    files = {"README.md": _readme(folder.name, questions)}
    for question in questions:
        suffix, stub = (".md", prose_stub) if question.kind == "prose" else (".py", code_stub)
        files[canonical(question.number) + suffix] = stub(question)
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise UserError(f"{shown} exists already.", "Choose another name, or move the folder away first.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a valid path"
        raise UserError(f"{shown} cannot be created ({reason}).", "Choose another place.") from None
    paths = [folder / name for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
    return paths


def code_stub(question: StubQuestion) -> str:
    """A module that states the contract and whose methods raise until they are written."""
    contract = question.contract
    if contract is None:
        raise ValueError(f"question {question.number} is answered in code and needs a contract")
    name = canonical(question.number)
    parts = [
        f'"""{_in_docstring(f"Question {question.number}: {question.title}")}\n\n{_contract(contract)}\n"""',
        f"# {MARKER}",
        "from __future__ import annotations\n\n",
        _solution(name, contract),
    ]
    return "\n\n".join(parts[:2]) + "\n\n" + parts[2] + "\n" + parts[3]


def prose_stub(question: StubQuestion) -> str:
    """A Markdown file with the question as heading and room for the answer."""
    return (
        f"# {question.number}. {' '.join(question.title.split())}\n\n## Answer\n\n"
        f"<!-- {MARKER} -->\n"
        "<!-- Write in Chinese or English, in sentences; a list of key words is not an answer. -->\n"
    )


def _contract(contract: Contract) -> str:
    lines = ["To build: a class `Solution`, constructed with keywords, whose methods get positional arguments:", ""]
    lines += [f"    {method.signature()}    # at most {method.limit_s:g} s a call" for method in contract.methods]
    if contract.resources:
        lines += ["", "Further keywords of the constructor:", ""]
        lines += [f"    {keyword}: {what}" for keyword, what in contract.resources.items()]
    limits = contract.limits
    lines += [
        "",
        *textwrap.wrap(
            f"Limits of one session: {limits.load_s:g} s to import and {limits.load_s:g} s to construct, "
            f"{limits.session_s:g} s for all calls together, {limits.cpu_s} s of CPU time, {limits.memory_mb} MB of "
            f"memory, {limits.scratch_mb} MB of scratch files, {limits.processes} processes, {limits.answer_mb} MB an "
            "answer. No network.",
            WIDTH,
        ),
        *textwrap.wrap(
            "Arrays arrive as CPU `torch.Tensor`; tensors, numpy arrays and nested lists of numbers may be answered. "
            "Tuples arrive as lists. `device` is a torch device string; `seed` decides all that is random.",
            WIDTH,
        ),
    ]
    return "\n".join(_in_docstring(line) for line in lines)


def _solution(name: str, contract: Contract) -> str:
    keywords = "".join(f", {keyword}: str" for keyword in contract.resources)
    attributes = ["seed", "device", *contract.resources]
    lines = ["class Solution:", f"    def __init__(self, *, seed: int, device: str{keywords}) -> None:"]
    lines += [f"        self.{attribute} = {attribute}" for attribute in attributes]
    for method in contract.methods:
        lines += ["", *_method(name, method)]
    return "\n".join(lines) + "\n"


def _method(name: str, method: Method) -> list[str]:
    parameters = ", ".join(
        ["self", *(f"{key}: {_annotation(spec.describe())}" for key, spec in method.parameters.items())]
    )
    returns = _annotation(method.returns.describe())
    return [
        f"    def {method.name}({parameters}) -> {returns}:",
        f'        raise NotImplementedError("{name} {method.name}: {NOT_WRITTEN}")',
    ]


def _annotation(described: str) -> str:
    """A spec's description as an annotation: as it is where Python can read it as a type, else in quotes."""
    words = set("".join(character if character.isalnum() else " " for character in described).split())
    is_type = words <= {"str", "int", "float", "bool", "bytes", "list", "dict", "None"} and '"' not in described
    return described if is_type and described[0] not in "[{(" else repr(described)


def _in_docstring(text: str) -> str:
    """Nothing in it can end the docstring or start an escape."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _readme(name: str, questions: Sequence[StubQuestion]) -> str:
    rows = [
        f"| {question.number} | {_cell(question.title)} | `{canonical(question.number)}"
        f"{'.md' if question.kind == 'prose' else '.py'}` |"
        for question in questions
    ]
    return "\n".join(
        [
            f"# Answers of {printable(name)}",
            "",
            "One file a question. Each stub states what to build; as long as its marker line is there and nothing is",
            "written, the question counts as not answered. A code answer that needs several files is a folder, such as",
            "`q07/`, whose `__init__.py` defines `Solution`.",
            "",
            "    harness grade .",
            "",
            "| question | title | file |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
