"""What `harness doctor` tells: can this host grade, what is missing, and how to get it."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Literal

from harness import __version__
from harness.bank import Bank, BankEntry, load_bank
from harness.faults import InfrastructureFault, UserError
from harness.host import Gpu, gpus, require_linux
from harness.prepare import assets_of, missing
from harness.selection import select_device

if TYPE_CHECKING:
    from harness.sandbox import Diagnosis

DISTRIBUTION = "interview-harness"

CalibrationState = Literal["holds", "stale", "none", "not needed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFinding:
    """One question: does it load, and do its shipped reference and baseline values hold on this host?"""

    number: int
    slug: str
    calibration: CalibrationState
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFinding:
    """Data or a model that questions need: is it prepared, and where does it lie?"""

    name: str
    version: str
    prepared: bool
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostReport:
    """Everything the doctor found. `advice` are sentences, each with its remedy."""

    ready: bool
    """Can answers be graded here without `--unsafe-sandbox`? Unprepared data is no bar: grading prepares it."""
    verdict: str
    harness: str
    system: str
    device: str
    """What `--device auto` chooses."""
    gpus: tuple[Gpu, ...]
    packages: dict[str, str | None]
    """The version of each package that the harness needs; None where it is not installed."""
    sandbox: Diagnosis | None
    """None where there is no Linux."""
    questions: tuple[QuestionFinding, ...]
    assets: tuple[AssetFinding, ...]
    advice: tuple[str, ...]


def examine_host() -> HostReport:
    """Look at everything; takes some seconds, since a sandbox is started and a trial answer run in it."""
    bank = load_bank()
    packages = package_versions()
    device, device_advice = _device()
    questions = tuple(_question(entry, device) for entry in bank)
    assets = _assets([entry for entry, found in zip(bank, questions, strict=True) if not found.fault])
    sandbox, verdict, sandbox_advice = _sandbox(device)
    broken = [found.number for found in questions if found.fault]
    if not questions:
        verdict = "The bank has no question."
    elif broken:
        verdict += f" Of {len(questions)} questions {len(broken)} cannot be loaded."
    return HostReport(
        ready=sandbox is not None and sandbox.ready and bool(questions) and not broken,
        verdict=verdict,
        harness=__version__,
        system=f"{platform.system()} {platform.release()} on {platform.machine()}, Python {platform.python_version()}",
        device=device,
        gpus=tuple(gpus()),
        packages=packages,
        sandbox=sandbox,
        questions=questions,
        assets=assets,
        advice=(*sandbox_advice, *device_advice, *advise(bank, packages, questions, assets)),
    )


def package_versions() -> dict[str, str | None]:
    """The packages that the harness declares to need, with the versions found here."""
    try:
        declared = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return {}
    found: dict[str, str | None] = {}
    for requirement in declared:
        name = re.match(r"[A-Za-z0-9._-]+", requirement)
        if name is None or "extra ==" in requirement:
            continue
        try:
            found[name[0]] = version(name[0])
        except PackageNotFoundError:
            found[name[0]] = None
    return found


def advise(
    bank: Bank,
    packages: dict[str, str | None],
    questions: Sequence[QuestionFinding],
    assets: Sequence[AssetFinding],
) -> list[str]:
    """What to do about packages, data and calibrations, in sentences."""
    found = list(bank.warnings)
    if not packages:
        found.append("The project is not installed, so that its packages are not known: pip install -e .")
    if absent := [name for name, installed in packages.items() if installed is None]:
        found.append(f"Not installed: {', '.join(absent)}. Get them with: pip install {' '.join(absent)}")
    if unprepared := [asset.name for asset in assets if not asset.prepared]:
        found.append(f"Not prepared: {', '.join(unprepared)}. Get them with: harness prepare")
    for state, what in (("stale", "no longer hold"), ("none", "are missing")):
        if numbers := [str(question.number) for question in questions if question.calibration == state]:
            found.append(
                f"Reference and baseline values {what} for {', '.join(numbers)}: they are measured when such a "
                "question is first graded. Measure them ahead with: harness calibrate --stale"
            )
    return found


def _sandbox(device: str) -> tuple[Diagnosis | None, str, tuple[str, ...]]:
    try:
        require_linux()
    except UserError as error:
        return None, error.message, (error.remedy,)
    from harness.sandbox import SandboxOptions, diagnose  # noqa: PLC0415 - Linux only

    found = diagnose(SandboxOptions(device=device))
    return found, found.verdict, found.advice


def _device() -> tuple[str, list[str]]:
    """What `--device auto` chooses, and what keeps it from a GPU that is there."""
    try:
        device = select_device("auto")
    except ImportError as error:
        return "cpu", [f"torch cannot be imported ({error}): reinstall it."]
    if device != "cpu" or not gpus():
        return device, []
    import torch  # noqa: PLC0415 - seconds to import

    if torch.version.cuda is None:
        return device, [
            f"There is a GPU, but torch {torch.__version__} is built for the CPU: install a CUDA build of it."
        ]
    return device, [
        "There is a GPU, but torch cannot use it: see CUDA_VISIBLE_DEVICES, and whether the driver is new enough for "
        f"CUDA {torch.version.cuda}."
    ]


def _question(entry: BankEntry, device: str) -> QuestionFinding:
    try:
        _ = entry.question
        state = _calibration(entry, device)
    except InfrastructureFault as fault:
        return QuestionFinding(number=entry.number, slug=entry.slug, calibration="unknown", fault=str(fault))
    return QuestionFinding(number=entry.number, slug=entry.slug, calibration=state)


def _calibration(entry: BankEntry, device: str) -> CalibrationState:
    if entry.kind == "prose":
        return "not needed"
    if sys.platform != "linux":
        return "unknown"
    from harness.grading.calibration import calibration_key, shipped_calibrations  # noqa: PLC0415 - Linux only
    from harness.grading.examiner import RunOptions  # noqa: PLC0415

    shipped = shipped_calibrations(entry.folder)
    if not shipped:
        return "none"
    key = calibration_key(entry, RunOptions(device=device))
    return "holds" if key in [calibration.key for calibration in shipped] else "stale"


def _assets(entries: Sequence[BankEntry]) -> tuple[AssetFinding, ...]:
    assets = assets_of(entries)
    absent = missing(assets)
    return tuple(
        AssetFinding(name=asset.name, version=asset.version, prepared=asset not in absent, folder=str(asset.folder))
        for asset in assets
    )
