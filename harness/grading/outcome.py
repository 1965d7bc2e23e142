"""What an examination comes to before it is scored."""

from __future__ import annotations

from dataclasses import dataclass

from harness.grading.result import CheckResult, CostResult
from harness.question import Measurement


@dataclass(frozen=True, slots=True)
class Outcome:
    """Checks, the quality where it could be measured, and the costs of the sessions."""

    checks: tuple[CheckResult, ...]
    measurement: Measurement | None
    cost: CostResult
    notes: tuple[str, ...] = ()
    log: str = ""
    faults: tuple[str, ...] = ()
    """Our own faults, for the log: tracebacks of checks that failed to run."""

    @classmethod
    def of_fault(cls, fault: str) -> Outcome:
        """The outcome of an exam that could not be held."""
        return cls(checks=(), measurement=None, cost=CostResult(wall_s=0.0, peak_memory_mb=0.0), faults=(fault,))

    @property
    def void(self) -> bool:
        """Did any part fail through our own fault?"""
        return bool(self.faults)
