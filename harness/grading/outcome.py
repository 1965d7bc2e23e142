"""What an examination comes to before it is scored."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    layers: dict[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    """Our own faults, for the log: tracebacks of checks that failed to run."""

    @property
    def void(self) -> bool:
        """Did any part fail through our own fault?"""
        return bool(self.faults)
