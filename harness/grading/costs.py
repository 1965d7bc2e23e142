"""What a question's reference costs on this machine: measured once, remembered in the store."""

from __future__ import annotations

import hashlib
import platform

import msgspec

from harness.bank import BankEntry
from harness.content import engine_hash, exam_hash
from harness.grading.environment import device_kind, device_name
from harness.grading.examiner import RunOptions
from harness.grading.result import CostResult
from harness.store import Store


def known_cost(store: Store, entry: BankEntry, options: RunOptions) -> CostResult | None:
    """The reference's cost on this machine, where it was measured before."""
    remembered = store.measurement(_name(entry, options))
    return None if remembered is None else msgspec.convert(remembered, CostResult)


def remember_cost(store: Store, entry: BankEntry, options: RunOptions, cost: CostResult) -> None:
    """Keep the reference's cost for later runs."""
    store.put_measurement(_name(entry, options), msgspec.to_builtins(cost))


def _name(entry: BankEntry, options: RunOptions) -> str:
    """A cost is this machine's own: its name and processor are part of what it is remembered by."""
    parts = [
        exam_hash(entry, options.request()),
        engine_hash(),
        options.profile,
        str(options.seed),
        str(options.fast),
        device_kind(options.device),
        device_name("cpu"),
        platform.node(),
    ]
    return "cost/" + hashlib.sha256("\0".join(parts).encode()).hexdigest()
