"""`harness ci`: grades the changed submissions one after the other and writes one summary of all."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.bank import Bank, load_bank
from harness.ci.changes import FOLDER, Changes, find_changes
from harness.ci.repository import Repository
from harness.faults import InfrastructureFault, UserError
from harness.grading.examiner import Examiner
from harness.grading.result import Result
from harness.host import require_linux
from harness.intake import Problem, Submission, read_submission
from harness.intake.names import Kinds
from harness.intake.reading import name_of
from harness.reports import for_audience, write_files
from harness.reports.summary import summary_md
from harness.service import GradeOrder, grade_submission, open_examiner
from harness.text import printable

SUMMARY = "summary.md"
DEFAULT_OUT = Path("results/ci")

Grader = Callable[[GradeOrder, Bank, Submission, Examiner], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class CiRun:
    """What came of it. `results` are complete, whatever the audience of the written files."""

    changes: Changes
    results: tuple[Result, ...]
    faults: tuple[str, ...]
    """Submissions without a result through a fault of ours, each with that fault: for the job's log alone."""
    summary: Path
    warnings: tuple[str, ...]


def grade_changes(order: GradeOrder, base: str, *, grader: Grader = grade_submission) -> CiRun:
    """Grade each submission that HEAD changes since it left `base`.

    `order.path` is a folder of the checkout; `order.out` gets a folder a submission, with the three files of
    `harness grade`, and `summary.md`, which is also appended to the file that `$GITHUB_STEP_SUMMARY` names. What
    cannot be read is graded as nothing handed in, with the reason; neither that nor a fault of ours keeps another
    submission from its result. Files are read as they are checked out. Raises `UserError` for what the user can mend.
    """
    require_linux()
    repository = Repository(order.path)
    changes = find_changes(repository, base)
    out = order.out or DEFAULT_OUT
    bank = load_bank()
    paths = _named_paths(repository.root, changes.submissions)
    submissions = [_read(path, name, bank.kinds) for path, name in paths.items()]
    warnings = changes.warnings()
    results: list[Result] = []
    faults: list[str] = []
    with open_examiner(order, bank, submissions) as examiner:
        for (path, name), submission in zip(paths.items(), submissions, strict=True):
            try:
                own = dataclasses.replace(order, path=path, out=out / name)
                results.append(grader(own, bank, submission, examiner))
            except InfrastructureFault as fault:
                faults.append(f"{name}: {fault}")
                warnings.append(f"{name} has no result: the harness itself failed. Run this job again.")
    shown = [for_audience(result, order.audience) for result in results]
    removed = [printable(name) for name in changes.removed]
    text = summary_md(shown, removed=removed, warnings=warnings).encode("utf-8")
    [summary] = write_files(out, {SUMMARY: text})
    warnings += _publish(text)
    return CiRun(
        changes=changes, results=tuple(results), faults=tuple(faults), summary=summary, warnings=tuple(warnings)
    )


def _named_paths(root: Path, entries: Sequence[str]) -> Mapping[Path, str]:
    """A name for each entry, which is also its reports' folder: `alice` for `alice.zip`, unless it is taken."""
    names: dict[Path, str] = {}
    taken = {SUMMARY}
    for entry in entries:
        path = Path(os.path.relpath(root / FOLDER / entry))
        name = printable(name_of(path))
        if name in taken:
            name = printable(entry)
        while name in taken:
            name += "~"
        taken.add(name)
        names[path] = name
    return names


def _read(path: Path, name: str, kinds: Kinds) -> Submission:
    # A link in the place of a submission could lead to the references, which lie in the same checkout.
    if path.is_symlink():
        return Submission(name, {}, (Problem(f"{printable(str(path))} is a symbolic link, which is not followed."),))
    try:
        return read_submission(path, kinds=kinds, name=name)
    except UserError as error:
        return Submission(name, {}, (Problem(f"{error.message} {error.remedy}".strip()),))


def _publish(summary: bytes) -> list[str]:
    """Append the summary to the job's page on GitHub, where there is one; a warning where that fails."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return []
    try:
        with Path(target).open("ab") as file:
            file.write(summary)
    except OSError as error:
        return [f"The summary cannot be appended to $GITHUB_STEP_SUMMARY: {error.strerror}."]
    return []
