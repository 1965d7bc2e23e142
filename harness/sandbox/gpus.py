"""Which GPU a session may use: its device files, and the name by which CUDA shows that one alone.

The driver is asked through /proc, never through CUDA: a process that has started CUDA cannot fork sessions.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SHARED_FILES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools")
_DRIVER = Path("/proc/driver/nvidia/gpus")
_NOT_INITIALISED = 3  # CUDA_ERROR_NOT_INITIALIZED


@dataclass(frozen=True, slots=True)
class Gpu:
    """One GPU as the driver knows it: `minor` numbers its device file, `uuid` is the same in every order."""

    minor: int
    uuid: str


def gpu_of(device: str, environment: Mapping[str, str] = os.environ, driver: Path = _DRIVER) -> Gpu | None:
    """The GPU that `cuda` or `cuda:N` means; None for the CPU.

    N counts in the order of the PCI bus, among those that `CUDA_VISIBLE_DEVICES` leaves to the grader. Where the
    driver does not tell of that many, N is taken as it stands.
    """
    if not device.startswith("cuda"):
        return None
    index = int(device.partition(":")[2] or "0")
    gpus = _gpus(driver)
    if (named := environment.get("CUDA_VISIBLE_DEVICES")) is not None:
        by_name = {gpu.uuid: gpu for gpu in gpus} | {str(number): gpu for number, gpu in enumerate(gpus)}
        gpus = [by_name[name.strip()] for name in named.split(",") if name.strip() in by_name]
    return gpus[index] if index < len(gpus) else Gpu(index, str(index))


def device_files(gpu: Gpu | None) -> list[Path]:
    """The device files that a session on this GPU needs; none for the CPU."""
    if gpu is None:
        return []
    return [path for path in map(Path, (*_SHARED_FILES, f"/dev/nvidia{gpu.minor}")) if path.exists()]


def cuda_untouched(load: Callable[[str], Any] = ctypes.CDLL) -> bool:
    """Has nothing in this process started CUDA? `load` opens a shared library."""
    try:
        driver = load("libcuda.so.1")
    except OSError:
        return True  # no driver
    count = ctypes.c_int()
    return bool(driver.cuDeviceGetCount(ctypes.byref(count)) == _NOT_INITIALISED)


def _gpus(driver: Path) -> list[Gpu]:
    """The host's GPUs in the order of the PCI bus."""
    found = []
    for folder in sorted(driver.glob("*")):
        try:
            lines = (folder / "information").read_text(encoding="utf-8", errors="replace").splitlines()
            told = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            found.append(Gpu(int(told["Device Minor"]), told["GPU UUID"]))
        except (OSError, KeyError, ValueError):
            continue
    return found
