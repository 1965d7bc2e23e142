"""Says that a failed system call was ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness.faults import InfrastructureFault


@contextmanager
def our_fault(doing: str) -> Iterator[None]:
    """What the operating system refuses inside (descriptors, memory, disk) is an `InfrastructureFault`."""
    try:
        yield
    except (OSError, MemoryError) as error:
        raise InfrastructureFault(f"{doing}: {error or type(error).__name__}") from error
