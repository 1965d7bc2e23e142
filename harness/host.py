"""What this machine is: may it grade, and which GPUs does it have. Imports nothing that only Linux has."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from harness.faults import UserError


def require_linux() -> None:
    """Grading needs Linux: the sandbox is made of its kernel's parts. `UserError` anywhere else."""
    if sys.platform != "linux":
        raise UserError(
            f"Grading needs Linux, and this is {sys.platform}: the sandbox is built from the Linux kernel's own parts.",
            "Use a Linux machine, a virtual machine or WSL 2; every other command works here.",
        )


@dataclass(frozen=True, slots=True)
class Gpu:
    """A GPU as its driver names it."""

    index: int
    name: str
    memory_mib: int | None
    driver: str


def gpus() -> list[Gpu]:
    """The GPUs that the NVIDIA driver knows; none where there is no driver. No CUDA context is made."""
    command = ["nvidia-smi", "--query-gpu=index,name,memory.total,driver_version", "--format=csv,noheader,nounits"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return []
    return parse_gpus(done.stdout)


def parse_gpus(table: str) -> list[Gpu]:
    """The rows of `nvidia-smi`'s table; memory that a driver does not tell (`[N/A]`) is None."""
    found = []
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if len(cells) == 4 and cells[0].isdigit():
            memory = int(cells[2]) if cells[2].isdigit() else None
            found.append(Gpu(int(cells[0]), cells[1], memory, cells[3]))
    return found
