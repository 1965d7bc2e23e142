"""What a user's words on the command line select: questions, a device, how many sessions side by side."""

from __future__ import annotations

import os
import re
from pathlib import Path

from harness.bank import Bank, BankEntry
from harness.faults import UserError

_RANGE = re.compile(r"[qQ]?(\d{1,3})(?:-[qQ]?(\d{1,3}))?")


def select_questions(bank: Bank, words: str | None) -> list[BankEntry]:
    """`7,8`, `q07`, `7-16` or None for the whole bank; a `UserError` names what is not there."""
    if words is None:
        return list(bank)
    numbers: list[int] = []
    for word in words.replace("，", ",").split(","):
        match = _RANGE.fullmatch(word.strip())
        if match is None:
            raise UserError(
                f"{word.strip()!r} is no question number.", "Name questions like --question 7,8 or --question 7-16."
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise UserError(f"The range {word.strip()} runs backwards.", f"Write {last}-{first}.")
        if match[2] is None:
            bank.entry(first)  # a single number must be there; a range takes what there is
        numbers.extend(number for number in range(first, last + 1) if number in bank.entries)
    if not numbers:
        bank.entry(int(re.findall(r"\d+", words)[0]))
    return [bank.entries[number] for number in sorted(set(numbers))]


def select_device(words: str) -> str:
    """`auto`, `cpu`, `cuda` or `cuda:N` -> `cpu` or `cuda:N`; a `UserError` where the GPU is not there."""
    if words == "cpu":
        return "cpu"
    match = re.fullmatch(r"auto|cuda(?::(\d+))?", words)
    if match is None:
        raise UserError(f"{words!r} is no device.", "Use --device auto, cpu, cuda or cuda:N.")
    if words == "auto" and not Path("/proc/driver/nvidia").exists():
        return "cpu"
    count = _gpu_count()
    if words == "auto":
        return "cuda:0" if count else "cpu"
    index = int(match[1] or 0)
    if index >= count:
        have = "no GPU that torch can use" if count == 0 else f"{count} GPU(s), numbered from 0"
        raise UserError(
            f"{words} is not there: this machine has {have}.",
            "Use --device auto or cpu, or install a CUDA build of torch and the driver (`harness doctor` tells).",
        )
    return f"cuda:{index}"


def _gpu_count() -> int:
    # Counts through NVML: the grader's own process must hold no context on a GPU that it lends to answers.
    os.environ.setdefault("PYTORCH_NVML_BASED_CUDA_CHECK", "1")
    import torch  # noqa: PLC0415 - seconds to import

    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def submission_folder(name: str) -> Path:
    """Where `harness new NAME` writes: a bare name goes into `submissions/` if there is one, a path stays as it is."""
    if not name.strip():
        raise UserError("A submission needs a name.", "Say `harness new NAME`, or a path.")
    is_bare = name not in {".", ".."} and Path(name).name == name
    return Path("submissions", name) if is_bare and Path("submissions").is_dir() else Path(name)


def default_jobs() -> int:
    """Sessions side by side: the cores that this process may use, each with a session of one thread."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
