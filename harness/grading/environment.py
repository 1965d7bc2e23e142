"""Everything that a number depends on beside the answer, recorded in every result."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from harness import __version__
from harness.grading.result import Environment
from harness.question import Profile

_PACKAGES = ("torch", "transformers", "tokenizers", "numpy", "scikit-learn", "sacrebleu", "rouge-score", "rapidfuzz")


@cache
def package_versions() -> dict[str, str]:
    """Python's version and those of the packages that decide a number."""
    versions = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions


@cache
def git_revision() -> str | None:
    """The revision of the harness's own checkout, with `+dirty` where files differ from it; None outside git."""
    root = Path(__file__).resolve().parents[2]
    git = ["git", "-C", str(root), "-c", f"safe.directory={root}"]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"}
    try:
        top = _run([*git, "rev-parse", "--show-toplevel", "HEAD"], environment).split("\n")
        if len(top) < 2 or Path(top[0]).resolve() != root:
            return None
        dirty = _run([*git, "status", "--porcelain", "--untracked-files=no"], environment)
    except (OSError, subprocess.SubprocessError):
        return None
    return top[1] + ("+dirty" if dirty else "")


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=10)
    return done.stdout.strip()


@cache
def cpu_capability() -> str:
    """The instruction set that torch's kernels use: it changes results in the last digits."""
    import torch  # noqa: PLC0415 - seconds to import, not wanted for prose

    return str(torch.backends.cpu.get_cpu_capability())


def device_kind(device: str) -> str:
    """What calibrations compare by: `cpu`, or the GPU's name."""
    if not device.startswith("cuda"):
        return "cpu"
    return f"cuda:{device_name(device)}"


@cache
def device_name(device: str) -> str:
    """The processor's or GPU's name. The GPU is asked through NVML, so that no CUDA context is made."""
    if not device.startswith("cuda"):
        return _processor()
    index = device.partition(":")[2] or "0"
    query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader", f"--id={index}"]
    try:
        return _run(query, dict(os.environ))
    except (OSError, subprocess.SubprocessError):
        return "unknown GPU"


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def record_environment(
    *, profile: Profile, device: str, seed: int, layers: dict[str, str], degraded: list[str], unsafe: bool
) -> Environment:
    """The environment of a run as its results carry it."""
    return Environment(
        harness=__version__,
        git_revision=git_revision(),
        versions=package_versions(),
        device=device,
        device_name=device_name(device),
        cpu_capability=cpu_capability(),
        threads=1,
        dtype="float32",
        batch_size="all items of a call",
        seed=seed,
        profile=profile,
        sandbox_layers=layers,
        degraded=degraded,
        platform=platform.platform(),
        unsafe=unsafe,
    )
