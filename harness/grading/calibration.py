"""What the reference and the baseline of a question come to: shipped with the bank, measured anew when stale."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec

from harness.bank import BankEntry
from harness.content import exam_hash
from harness.grading.environment import device_kind, package_versions
from harness.grading.examiner import RunOptions
from harness.question import Score

FILE = "calibration.json"


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """One end of the quality's scale."""

    value: float
    ci95: tuple[float, float] | None


class CalibrationKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a calibration depends on; `content` hashes question, data and metric."""

    content: str
    profile: str
    seed: int
    device_kind: str
    fast: bool

    def name(self) -> str:
        """One string, for the store."""
        return "calibration/" + "/".join(
            [self.content, self.profile, str(self.seed), self.device_kind, "fast" if self.fast else "full"]
        )


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Reference and baseline of one question, measured by the same path as a candidate.

    It holds as long as its key is the same; versions and date are for the reader.
    """

    key: CalibrationKey
    metric: str
    signature: str
    reference: Anchor
    baseline: Anchor
    versions: dict[str, str]
    measured: str


def calibration_key(entry: BankEntry, options: RunOptions) -> CalibrationKey:
    """The key for a question as a run asks it."""
    return CalibrationKey(
        content=exam_hash(entry, options.request()),
        profile=options.profile,
        seed=options.seed,
        device_kind=device_kind(options.device),
        fast=options.fast,
    )


def make_calibration(key: CalibrationKey, *, reference: Score, baseline: Score) -> Calibration:
    """A calibration of two scores just measured."""
    return Calibration(
        key=key,
        metric=reference.metric,
        signature=reference.signature,
        reference=Anchor(value=reference.value, ci95=reference.ci95),
        baseline=Anchor(value=baseline.value, ci95=baseline.ci95),
        versions=package_versions(),
        measured=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )


def shipped_calibrations(folder: Path) -> list[Calibration]:
    """The calibrations in a question's folder; an unreadable file counts as none, since they can be measured."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=list[Calibration])
    except (OSError, msgspec.MsgspecError):
        return []


def ship(folder: Path, calibration: Calibration) -> None:
    """Write a calibration into the question's folder, in place of the one for the same profile, seed and device."""
    kept = [other for other in shipped_calibrations(folder) if _place(other.key) != _place(calibration.key)]
    text = msgspec.json.format(
        msgspec.json.encode(sorted([*kept, calibration], key=lambda one: _place(one.key))), indent=2
    )
    (folder / FILE).write_bytes(text + b"\n")


def _place(key: CalibrationKey) -> tuple[str, str, bool, int]:
    return key.profile, key.device_kind, key.fast, key.seed
