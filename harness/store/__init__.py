"""What outlives a run: results by content key, graded tries, measurements of this machine, standings."""

from harness.store._store import Store

__all__ = ["Store"]
