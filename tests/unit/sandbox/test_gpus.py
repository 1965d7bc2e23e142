"""GPUs as far as a machine without one can tell: which is chosen, and that nothing has started CUDA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sandbox_answers import Open, solution

from harness.faults import CandidateFault
from harness.sandbox import Sandbox
from harness.sandbox.gpus import Gpu, cuda_untouched, device_files, gpu_of

FIRST, SECOND = Gpu(1, "GPU-aaaa"), Gpu(0, "GPU-bbbb")


@pytest.fixture
def driver(tmp_path: Path) -> Path:
    """The driver's folder for two GPUs whose device files are numbered against the order of the bus."""
    for bus, gpu in (("0000:1b:00.0", FIRST), ("0000:43:00.0", SECOND)):
        (tmp_path / bus).mkdir()
        text = f"Model: \t\t NVIDIA H100\nIRQ:   \t\t 16\nGPU UUID: \t {gpu.uuid}\nDevice Minor: \t {gpu.minor}\n"
        (tmp_path / bus / "information").write_text(text)
    (tmp_path / "broken").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("device", "visible", "gpu"),
    [
        ("cpu", None, None),
        ("cuda", None, FIRST),
        ("cuda:1", None, SECOND),
        ("cuda:0", "1", SECOND),
        ("cuda:1", "1, 0", FIRST),
        ("cuda", "GPU-bbbb", SECOND),
        ("cuda:5", None, Gpu(5, "5")),
    ],
)
def test_a_device_is_named_so_that_cuda_shows_it_alone(
    driver: Path, device: str, visible: str | None, gpu: Gpu | None
) -> None:
    environment = {} if visible is None else {"CUDA_VISIBLE_DEVICES": visible}
    assert gpu_of(device, environment, driver) == gpu


def test_no_device_file_is_shown_to_a_session_on_the_cpu() -> None:
    assert device_files(None) == []
    assert all(path.name.startswith("nvidia") for path in device_files(FIRST))


class Driver:
    """The one call of the driver's library that is made; it says whether CUDA was started."""

    def __init__(self, status: int) -> None:
        self.status = status

    def cuDeviceGetCount(self, count: Any) -> int:  # noqa: N802 - its name
        return self.status


@pytest.mark.parametrize(("status", "untouched"), [(3, True), (0, False), (100, False)])
def test_the_driver_is_asked_whether_cuda_was_started(status: int, untouched: bool) -> None:
    asked: list[str] = []

    def load(name: str) -> Driver:
        asked.append(name)
        return Driver(status)

    assert cuda_untouched(load) is untouched
    assert asked == ["libcuda.so.1"]


def test_without_a_driver_nothing_was_started() -> None:
    def load(name: str) -> Driver:
        raise OSError(name)

    assert cuda_untouched(load)


def test_the_server_has_not_started_cuda(sandbox: Sandbox) -> None:
    assert sandbox._link.up.cuda_untouched


def test_a_gpu_out_of_memory_is_the_candidates_with_the_figures(opened: Open) -> None:
    """torch's own error, raised here by hand: what it says of the device's memory reaches the candidate."""
    said = "CUDA out of memory. Tried to allocate 9.00 GiB. GPU 0 has a total capacity of 79.11 GiB"
    session = opened(solution(f"import torch\nraise torch.OutOfMemoryError({said!r})"), gpu_memory_mb=4096)
    with pytest.raises(CandidateFault) as caught:
        session.call("run", [0], limit_s=10)
    assert caught.value.kind == "memory"
    assert caught.value.message == f"run: used more than its share of 4096 MiB of GPU memory: {said}"
    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("told", "kept"), [("300 << 20", 300.0), ("float('nan')", None), ("1e300", None), ("-1", None)]
)
def test_what_was_used_of_the_gpu_is_reported_as_far_as_it_can_be_true(
    opened: Open, told: str, kept: float | None
) -> None:
    """torch's two questions are answered by hand, in the answer's process: so could a candidate answer them."""
    body = f"""
        import torch
        torch.cuda.is_initialized = lambda: True
        torch.cuda.max_memory_allocated = lambda: {told}
    """
    session = opened(solution(body))
    session.call("run", [0], limit_s=10)
    assert session.close().gpu_peak_memory_mb == kept
