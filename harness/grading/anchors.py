"""The two ends of a question's quality scale: shipped, remembered, or measured by the path that answers take."""

from __future__ import annotations

import threading
from collections import defaultdict

import msgspec

from harness.bank import BankEntry
from harness.bank_answers import BankAnswer, baseline, reference
from harness.faults import InfrastructureFault
from harness.grading.calibration import (
    Calibration,
    CalibrationKey,
    calibration_key,
    make_calibration,
    shipped_calibrations,
)
from harness.grading.costs import known_cost, remember_cost
from harness.grading.examiner import Examiner
from harness.grading.outcome import Outcome
from harness.grading.result import CostResult
from harness.question import ProseQuestion, Score
from harness.store import Store


class Anchors:
    """Calibrations and reference costs for one run; safe to ask from several threads."""

    def __init__(self, examiner: Examiner, store: Store) -> None:
        self._examiner = examiner
        self._store = store
        self._locks: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)

    def scale(self, entry: BankEntry) -> tuple[float, float]:
        """The values of baseline and reference. A rubric's coverage has its scale by definition."""
        if isinstance(entry.question, ProseQuestion):
            return 0.0, 1.0
        calibration = self.calibration(entry)
        return calibration.baseline.value, calibration.reference.value

    def calibration(self, entry: BankEntry) -> Calibration:
        """The calibration that holds for this run; measured now where none does."""
        with self._locks[entry.number]:
            key = self._key(entry)
            for shipped in shipped_calibrations(entry.folder):
                if shipped.key == key:
                    return shipped
            remembered = self._store.measurement(key.name())
            if remembered is not None:
                return msgspec.convert(remembered, Calibration)
            return self._measure(entry, key)

    def measure(self, entry: BankEntry) -> Calibration:
        """Measure reference and baseline now, whatever is known already."""
        with self._locks[entry.number]:
            return self._measure(entry, self._key(entry))

    def reference_cost(self, entry: BankEntry) -> CostResult:
        """The reference's cost on this machine, measured now where it was not before."""
        with self._locks[entry.number]:
            known = known_cost(self._store, entry, self._examiner.options)
            return known if known is not None else self._examine_reference(entry).cost

    def _measure(self, entry: BankEntry, key: CalibrationKey) -> Calibration:
        high = self._examine_reference(entry)
        low = self._examine(entry, baseline(entry), only=())
        calibration = make_calibration(key, reference=_score(entry, high), baseline=_score(entry, low))
        self._store.put_measurement(key.name(), msgspec.to_builtins(calibration))
        return calibration

    def _examine_reference(self, entry: BankEntry) -> Outcome:
        """The whole exam, as a candidate sits it: its cost is what a candidate's is compared with."""
        outcome = self._examine(entry, reference(entry), only=None)
        remember_cost(self._store, entry, self._examiner.options, outcome.cost)
        return outcome

    def _examine(self, entry: BankEntry, answer: BankAnswer, *, only: tuple[str, ...] | None) -> Outcome:
        outcome = self._examiner.examine(entry, answer.answer, only=only)
        if outcome.void:
            raise InfrastructureFault(f"the {answer.name} of question {entry.number}: {outcome.faults[0]}")
        return outcome

    def _key(self, entry: BankEntry) -> CalibrationKey:
        return calibration_key(entry, self._examiner.options)


def _score(entry: BankEntry, outcome: Outcome) -> Score:
    if outcome.measurement is None:
        reasons = [*outcome.notes, *(f"{check.name}: {check.message}" for check in outcome.checks if check.message)]
        raise InfrastructureFault(f"question {entry.number} could not be calibrated: {'; '.join(reasons)}")
    return outcome.measurement.score
