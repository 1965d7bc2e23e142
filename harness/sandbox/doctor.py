"""What this host can do for the sandbox: found out by starting one, told with what to install or set."""

from __future__ import annotations

import os
import platform
import sys
import time
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from harness.faults import CandidateFault, InfrastructureFault, UserError
from harness.question import Limits
from harness.sandbox.answer import AnswerCode
from harness.sandbox.client import Sandbox
from harness.sandbox.policy import IN_FORCE, LAYERS, SandboxOptions, missing_properties
from harness.sandbox.syscalls import NUMBERS

_TRIAL = AnswerCode(
    module="trial",
    files={
        "trial.py": b"import torch\n\n\nclass Solution:\n    def __init__(self, *, seed, device):\n        pass\n\n"
        b"    def multiply(self, matrix):\n        return matrix @ matrix\n"
    },
    methods={"multiply": ("matrix",)},
    resources={},
)


@dataclass(frozen=True, slots=True)
class LayerFinding:
    """One layer on this host: what it is for, whether it is in force, and why not."""

    name: str
    meaning: str
    in_force: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What the sandbox offers here. `verdict` is one sentence; the rest says why and what to do."""

    ready: bool
    """Can answers be graded here without `--unsafe-sandbox`?"""
    verdict: str
    layers: tuple[LayerFinding, ...] = ()
    missing: tuple[str, ...] = ()
    """Properties of the floor that no layer provides."""
    advice: tuple[str, ...] = ()
    """What is weaker than it could be, each with its remedy."""
    facts: dict[str, str]
    start_s: float | None = None
    session_ms: float | None = None
    """A whole trial session, from opening to closing, the server being warm."""


def diagnose(options: SandboxOptions | None = None) -> Diagnosis:
    """Start a sandbox, run a trial answer in it, and tell what protects it. Takes some seconds; raises nothing."""
    options = replace(options or SandboxOptions(), unsafe=True)
    facts = _facts()
    if sys.platform != "linux":
        remedy = "Use a Linux machine, a virtual machine or WSL 2; every command but grading works here."
        return Diagnosis(
            ready=False, verdict=f"No sandbox on {sys.platform}: it needs Linux.", advice=(remedy,), facts=facts
        )
    if platform.machine() not in NUMBERS:
        remedy = f"Use a machine of one of these kinds: {', '.join(NUMBERS)}."
        verdict = f"No sandbox on {platform.machine()}: its system calls are not in the tables."
        return Diagnosis(ready=False, verdict=verdict, advice=(remedy,), facts=facts)
    began = time.perf_counter()
    try:
        with Sandbox(options) as sandbox:
            start_s = time.perf_counter() - began
            session_ms = _try(sandbox)
            return _told(sandbox, facts, start_s, session_ms)
    except (InfrastructureFault, CandidateFault, UserError) as fault:
        return Diagnosis(ready=False, verdict=f"The sandbox does not work here: {fault}", facts=facts)


def _try(sandbox: Sandbox) -> float:
    """Milliseconds of a trial session, the better of two."""
    times = []
    for _ in range(2):
        began = time.perf_counter()
        with sandbox.open(_TRIAL, Limits()) as session:
            session.load()
            session.construct(0)
            session.call("multiply", [np.eye(8, dtype=np.float32)], limit_s=10)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def _told(sandbox: Sandbox, facts: dict[str, str], start_s: float, session_ms: float) -> Diagnosis:
    missing = tuple(missing_properties(sandbox.layers))
    if missing:
        verdict = f"This host cannot confine answers: {'; '.join(missing)}."
    elif sandbox.degraded:
        verdict = "Answers are confined, with less than this software could use."
    else:
        verdict = "Answers are confined by every layer that this host has."
    return Diagnosis(
        ready=not missing,
        verdict=verdict,
        layers=tuple(
            LayerFinding(name, meaning, sandbox.layers[name].startswith(IN_FORCE), sandbox.layers[name])
            for name, meaning in LAYERS.items()
        ),
        missing=missing,
        advice=tuple(sandbox.degraded),
        facts=facts,
        start_s=start_s,
        session_ms=session_ms,
    )


def _facts() -> dict[str, str]:
    """The versions and the user that explain a finding."""
    facts = {
        "system": f"{platform.system()} {platform.release()} on {platform.machine()}",
        "python": f"{platform.python_version()} at {sys.executable}",
        "user": "root" if os.geteuid() == 0 else f"uid {os.geteuid()}",
        "processors": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
    }
    for package in ("torch", "transformers", "numpy"):
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            facts[package] = "not installed"
    return facts
