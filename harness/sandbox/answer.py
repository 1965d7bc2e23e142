"""The plain values that a session is given and gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCode:
    """What a session runs: the answer's files, the module to import, and what the contract asks of `Solution`.

    `methods` maps each contract method to its parameters' names. A `Path` among the resources is a folder that the
    sandbox shows read-only; the candidate gets its path as a str.
    """

    module: str
    files: Mapping[str, bytes]
    methods: Mapping[str, tuple[str, ...]]
    resources: Mapping[str, Path | str]
    device: str = "cpu"
    threads: int = 1
    service_port: int | None = None
    """The one port of the grader's loopback that the session may reach, under the same address and number."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something the contract asks for and the answer does not have."""

    message: str
    file: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What importing an answer showed."""

    has_solution: bool
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session used. Wall time is that of its calls, measured by the grader."""

    wall_s: float
    cpu_s: float
    peak_memory_mb: float
    log: str
    torch_layers: tuple[str, ...] = ()
    """The torch.nn classes found in the solution: advisory, since the candidate's own process tells them."""
    gpu_peak_memory_mb: float | None = None
    """What torch had allocated on the GPU at most, None where it used none: advisory as well."""
