"""The files of a submission -> its answers, one a question, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from harness.intake.decode import Undecodable, decode, decode_module
from harness.intake.found import Found
from harness.intake.markdown import page_of
from harness.intake.names import (
    NOTEBOOK,
    PROSE,
    Kind,
    Kinds,
    almost_an_answer,
    canonical,
    is_about,
    is_archive,
    is_sheet,
    question_in,
    split,
)
from harness.intake.notebook import Broken, page_of_notebook
from harness.intake.page import MOST_LINES, Page, TooLong
from harness.intake.sheet import read_sheet, read_whole
from harness.intake.stub import is_untouched
from harness.intake.submission import Answer, Problem
from harness.intake.tree import MIB, PROBLEMS, Tree
from harness.text import printable

SHEET_BYTES = 1 * MIB


@dataclass(slots=True)
class Gathered:
    """What was found; `is_empty` where no file or heading was meant as an answer."""

    answers: dict[int, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_empty: bool = True


class _Unusable(Exception):
    """A file cannot be read as what it is meant to be; carries the problem."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def gather(tree: Tree, kinds: Kinds) -> Gathered:
    """Sort the files by question, read them, and settle what stands in each other's way."""
    result = Gathered(problems=tree.problems())
    refused = {problem.question for problem in result.problems}
    found: list[Found] = []
    for question, sources in _sources(tree).items():
        if question not in kinds:
            result.problems.append(Problem(f"question {question} is not in the bank", None, printable(sources[0])))
            continue
        found += [_read_source(tree, source, question, kinds[question]) for source in sources]
    sheets = sorted(path for path in tree.files if "/" not in path and is_sheet(path))
    proper = [path for path in sheets if not is_about(path)]
    found += _read_sheets(tree, proper, kinds, result.problems)
    if not found:
        found += _read_sheets(tree, [path for path in sheets if is_about(path)], kinds, result.problems)
    result.problems += _strangers(tree)
    result.is_empty = not found and not result.problems
    for question in sorted({item.question for item in found}):
        _settle(result, question, [item for item in found if item.question == question], question in refused)
    return result


def _settle(result: Gathered, question: int, found: Sequence[Found], is_refused: bool) -> None:
    """Take the one answer to a question; two are a problem and neither is graded."""
    meant = [item for item in found if item.state in {"answer", "broken"}]
    if len(meant) > 1:
        first, second = meant[:2]
        names = [first.origin, second.origin]
        if first.origin == second.origin:
            names = [f"{item.origin}:{item.line}" for item in (first, second)]
        message = f"two answers for question {question}: {names[0]} and {names[1]}; neither is graded"
        result.problems.append(Problem(message, question))
        return
    for item in meant or [item for item in found if item.state == "empty"][:1]:
        result.problems += item.problems
        if item.answer is not None and not is_refused:
            result.answers[question] = item.answer


def _sources(tree: Tree) -> dict[int, list[str]]:
    """For each question, the root entries named after it: files, and folders by their name."""
    sources: dict[int, list[str]] = {}
    for path in sorted([*tree.files, *tree.ignored]):
        top, _, below = path.partition("/")
        question = question_in(top)
        if question is None or (below and split(top)[1]):
            continue
        entry = top + "/" if below else top
        if entry not in (known := sources.setdefault(question, [])):
            known.append(entry)
    return sources


def _read_source(tree: Tree, source: str, question: int, kind: Kind) -> Found:
    origin = printable(source)
    try:
        if source.endswith("/"):
            return _read_package(tree, source, question, kind)
        suffix = split(source)[1]
        if suffix == ".py" and kind == "code":
            return _read_module(tree.files[source], source, question)
        if suffix == NOTEBOOK or (suffix in PROSE and (kind == "prose" or suffix != ".txt")):
            return read_whole(_page(tree.files[source], source), question, kind, origin)
    except _Unusable as fault:
        problem = Problem(str(fault), question, origin, fault.line)
        return Found(question, "broken", origin, problems=(problem,))
    wanted = (
        f"prose: hand in {canonical(question)}.md" if kind == "prose" else f"code: hand in {canonical(question)}.py"
    )
    problem = Problem(f"question {question} is answered in {wanted}", question, origin)
    return Found(question, "broken", origin, problems=(problem,))


def _read_module(content: bytes, source: str, question: int) -> Found:
    origin = printable(source)
    text = _text(content, is_module=True)
    if not text.strip():
        return Found(question, "empty", origin, problems=(Problem("the file is empty", question, origin),))
    if is_untouched(text):
        return Found(question, "untouched", origin)
    name = canonical(question) + ".py"
    # Under another spelling of its name, messages still point to the candidate's own file.
    lines = {} if source == name else {name: tuple(range(1, text.count("\n") + 2))}
    return Found(question, "answer", origin, answer=Answer(question, "code", {name: text.encode()}, origin, lines))


def _read_package(tree: Tree, source: str, question: int, kind: Kind) -> Found:
    origin = printable(source)
    if kind == "prose":
        raise _Unusable(f"question {question} is answered in prose: hand in {canonical(question)}.md")
    members = {path.removeprefix(source): path for path in sorted(tree.files) if path.startswith(source)}
    if "__init__.py" not in members:
        raise _Unusable("the package has no __init__.py: add one that defines Solution")
    folded: dict[str, str] = {}
    for name in members:
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            raise _Unusable(f"{printable(other)} and {printable(name)} differ only in case: rename one")
        if any(name[:at] in members for at, character in enumerate(name) if character == "/"):
            raise _Unusable(f"{printable(name)} lies in a folder that is also a file")
    files: dict[str, bytes] = {}
    for name, path in members.items():
        content = tree.files[path]
        if name.endswith(".py"):
            try:
                content = _text(content, is_module=True).encode()
            except _Unusable as fault:
                problem = Problem(str(fault), question, printable(path), fault.line)
                return Found(question, "broken", origin, problems=(problem,))
        files[f"{canonical(question)}/{name}"] = content
    main = files[f"{canonical(question)}/__init__.py"]
    if not main.strip():
        problem = Problem("the file is empty: Solution is looked for here", question, f"{origin}__init__.py")
        return Found(question, "broken", origin, problems=(problem,))
    return Found(question, "answer", origin, answer=Answer(question, "code", files, origin))


def _read_sheets(tree: Tree, paths: Sequence[str], kinds: Kinds, problems: list[Problem]) -> list[Found]:
    found: list[Found] = []
    for path in paths:
        origin = printable(path)
        try:
            sheet = read_sheet(_page(tree.files[path], path), kinds, origin)
        except _Unusable as fault:
            problems.append(Problem(str(fault), None, origin, fault.line))
            continue
        found += sheet.found
        problems += sheet.problems
    return found


def _page(content: bytes, path: str) -> Page:
    text = _text(content)
    try:
        if split(path)[1] == NOTEBOOK:
            return page_of_notebook(text)
        if len(content) > SHEET_BYTES:
            raise _Unusable(f"the file is larger than {SHEET_BYTES // MIB} MiB: hand in the text alone")
        return page_of(text)
    except Broken as fault:
        raise _Unusable(str(fault), fault.line) from None
    except TooLong:
        raise _Unusable(f"the file has more than {MOST_LINES:,} lines") from None


def _text(content: bytes, *, is_module: bool = False) -> str:
    try:
        return decode_module(content) if is_module else decode(content)
    except Undecodable as fault:
        raise _Unusable(str(fault), fault.line) from None


def _strangers(tree: Tree) -> list[Problem]:
    """Files that look as if they were meant to be graded, but are not read."""
    problems = []
    for path in sorted(tree.ignored):
        if "/" in path:
            continue
        if is_archive(path):
            problems.append(Problem("an archive inside a submission is not opened", None, printable(path)))
        elif almost_an_answer(path):
            message = "not read: an answer's file is named after its question alone, such as q07.py"
            problems.append(Problem(message, None, printable(path)))
    return problems[:PROBLEMS]
