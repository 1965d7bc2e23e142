"""What the commands do, callable from Python in as many lines: read, prepare, grade, report."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from harness.bank import Bank, BankEntry, load_bank
from harness.faults import InfrastructureFault
from harness.grading.examiner import Examiner, RunOptions
from harness.grading.grade import GradeRequest, grade
from harness.grading.result import Result
from harness.host import require_linux
from harness.intake import read_submission
from harness.intake.submission import Submission
from harness.prepare import assets_of, missing, prepare
from harness.question import Profile
from harness.reports import for_audience, write_reports
from harness.reports.terminal import RunDisplay, make_console
from harness.sandbox import switched_off
from harness.selection import default_jobs, select_device, select_questions
from harness.store import Store
from harness.text import printable

_ONE_ANSWER = re.compile(r"[qQ]?\d{1,2}\b.*\.(py|md|txt)")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeOrder:
    """What a user asks of one grading; None stands for the default that the documentation names."""

    path: Path
    questions: str | None = None
    out: Path | None = None
    profile: Profile = "embedded"
    device: str = "auto"
    seed: int = 0
    jobs: int | None = None
    audience: Literal["candidate", "interviewer"] = "candidate"
    store: str = "results/harness.sqlite"
    unsafe: bool = False
    with_cost: bool = True
    name: str | None = None


def grade_path(order: GradeOrder) -> Result:
    """Grade what lies at a path, write its reports, and show progress and the outcome in the terminal.

    Raises `UserError` for what the user can mend. The result is complete, whatever the audience of its files.
    """
    require_linux()
    bank = load_bank()
    submission = read_submission(order.path, kinds=bank.kinds, name=order.name)
    with open_examiner(order, bank, [submission]) as examiner:
        return grade_submission(order, bank, submission, examiner)


def open_examiner(order: GradeOrder, bank: Bank, submissions: Sequence[Submission]) -> Examiner:
    """What examines the answers of one or more submissions, their questions' data and models prepared.

    Its sandbox starts with the first exam.
    """
    options = RunOptions(
        profile=order.profile,
        device=select_device(order.device),
        seed=order.seed,
        unsafe=order.unsafe,
        sandbox_off=switched_off(os.environ),
    )
    answered = {number for submission in submissions for number in submission.answers}
    entries = [entry for entry in select_questions(bank, order.questions) if entry.number in answered]
    _prepare_for(entries, order.profile)
    return Examiner(options, entries)


def grade_submission(order: GradeOrder, bank: Bank, submission: Submission, examiner: Examiner) -> Result:
    """As `grade_path`, for a submission that was read already from `order.path`."""
    asked = _asked(order, bank, submission)
    with RunDisplay(submission.name, [(entry.number, entry.title()) for entry in asked]) as display:
        for warning in bank.warnings:
            display.warn(warning)
        with Store(order.store) as store:
            request = GradeRequest(
                submission=submission,
                source=printable(str(order.path)),
                asked=asked,
                jobs=order.jobs or default_jobs(),
                with_cost=order.with_cost,
            )
            result = grade(request, examiner, store, display)
    folder = order.out or Path("results") / submission.name
    write_reports(result, folder, audience=order.audience)
    display.summary(for_audience(result, order.audience), folder)
    return result


def _prepare_for(entries: Sequence[BankEntry], profile: Profile) -> None:
    """Build or fetch what questions need and is not there yet."""
    loaded = []
    for entry in entries:
        with contextlib.suppress(InfrastructureFault):  # one that cannot be loaded is void later
            if entry.question:
                loaded.append(entry)
    console = make_console()
    for asset in missing(assets_of(loaded, profile)):
        console.print(f"preparing {asset.name} (once)", style="dim", markup=False)
        list(prepare([asset]))


def _asked(order: GradeOrder, bank: Bank, submission: Submission) -> list[BankEntry]:
    """The questions named, or the one that a single answer file answers, or the whole bank."""
    if order.questions is None and order.path.is_file() and _ONE_ANSWER.fullmatch(order.path.name):
        answered = sorted({*submission.answers, *(p.question for p in submission.problems if p.question is not None)})
        if len(answered) == 1:
            return [bank.entry(answered[0])]
    return select_questions(bank, order.questions)
