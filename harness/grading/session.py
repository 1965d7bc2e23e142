"""A session as checks see it: calls by the contract, answers validated before anyone looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from harness.faults import CandidateFault
from harness.plain import Plain
from harness.question import Contract, Ignored
from harness.question._spec import Dims
from harness.sandbox import Loaded, Usage


class RawSession(Protocol):
    """What the sandbox gives: one candidate process, not yet trusted in anything it says."""

    @property
    def alive(self) -> bool:
        """Can it still be called?"""

    def load(self) -> Loaded:
        """Import the answer."""

    def construct(self, seed: int) -> None:
        """Make the `Solution` object."""

    def call(self, method: str, arguments: Sequence[Plain], *, limit_s: float, discard: bool = False) -> Plain:
        """Call a method; `discard` leaves the answer unsent."""

    def close(self) -> Usage:
        """End the process and everything below it."""


class ContractSession:
    """One `Solution` in one sandbox process, spoken to through its contract."""

    def __init__(self, raw: RawSession, contract: Contract, seed: int) -> None:
        self._raw = raw
        self._contract = contract
        self._seed = seed

    @property
    def seed(self) -> int:
        """The seed that the constructor was given."""
        return self._seed

    @property
    def alive(self) -> bool:
        """Can it still be called?"""
        return self._raw.alive

    def call(self, method: str, *arguments: Plain) -> Plain:
        """Call a method of the contract and validate its answer."""
        if not self._raw.alive:
            raise CandidateFault("died", f"{method}: the session had ended in an earlier call")
        promised = self._contract.method(method)
        dims: Dims = {}
        for spec, argument in zip(promised.parameters.values(), arguments, strict=True):
            spec.bind(argument, dims)
        discard = isinstance(promised.returns, Ignored)
        answer = self._raw.call(method, arguments, limit_s=promised.limit_s, discard=discard)
        return promised.returns.validate(answer, f"{method}()", dims)

    def close(self) -> Usage:
        """End the session."""
        return self._raw.close()
