"""Content hashes: what a result or a calibration depends on, as one name."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from harness.bank import BankEntry
from harness.question import CodeQuestion, DataRequest

_ENGINE = ("question", "grading", "sandbox", "rubric", "faults.py", "plain.py")
"""The parts of the harness that decide a score; a change of the command line makes no result stale."""


def hash_files(files: Iterable[Path], *, root: Path) -> str:
    """SHA-256 over the files' paths below `root` and their contents."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def engine_hash() -> str:
    """The hash of the code that decides a score."""
    root = Path(__file__).parent
    files: list[Path] = []
    for name in _ENGINE:
        path = root / name
        files.extend(path.rglob("*.py") if path.is_dir() else [path] if path.exists() else [])
    return hash_files(files, root=root)


@cache
def question_hash(entry: BankEntry) -> str:
    """The hash of a question's definition, reference, baseline, shipped files, assets, data code and metrics.

    Data and metrics are covered by the source of every module that `question.py` imports, directly or not,
    from the packages that bring questions and metrics.
    """
    question = entry.question
    own = [entry.folder / "question.py", *entry.folder.glob("solution*"), *entry.folder.glob("baseline.*")]
    digest = hashlib.sha256(hash_files([path for path in own if path.is_file()], root=entry.folder).encode())
    for module in sorted(_imported_modules(f"{entry.package}.{entry.folder.name}.question")):
        source = _source(module)
        if source is not None:
            digest.update(module.encode() + b"\0" + source.read_bytes())
    for asset in question.assets:
        digest.update(f"{asset.name}\0{asset.version}\0{sorted(asset.files.items())}".encode())
    for path in question.content:
        files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
        digest.update(hash_files(files, root=path.parent).encode())
    return digest.hexdigest()


def exam_hash(entry: BankEntry, request: DataRequest) -> str:
    """The hash of a question as one run asks it: with the files from outside that its data is then read from."""
    question = entry.question
    digest = hashlib.sha256(question_hash(entry).encode())
    if isinstance(question, CodeQuestion) and question.outside is not None:
        for path in question.outside(request):
            files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
            digest.update(hash_files(files, root=path.parent).encode())
    return digest.hexdigest()


def _imported_modules(start: str) -> set[str]:
    """Every module of the bank's or the metrics' own packages that `start` imports, directly or not."""
    own_packages = {start.split(".", maxsplit=1)[0], "metrics"}
    seen: set[str] = set()
    todo = [start]
    while todo:
        module = todo.pop()
        if module in seen or module.split(".", maxsplit=1)[0] not in own_packages:
            continue
        source = _source(module)
        if source is None:
            continue
        seen.add(module)
        for node in ast.walk(ast.parse(source.read_bytes())):
            if isinstance(node, ast.Import):
                todo.extend(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                todo.append(node.module)
                todo.extend(f"{node.module}.{alias.name}" for alias in node.names)
    return seen


@cache
def _source(module: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(module)
    except (ImportError, AttributeError, ValueError):
        return None
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return None
    return Path(spec.origin)
