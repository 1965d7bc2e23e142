"""A grader as one writes it on a first day: it shows that each attack is a real one.

It imports the answer into the process that holds the key, compares with `==` and an absolute tolerance, measures text
by recall, unpickles what comes back, and believes the last line that the process printed.

`python naive_grader.py BANK JOBS OUT`: JOBS is a JSON list of jobs, each with a name, packages to grade one after the
other, how answers travel, a file that a payload would make, and a time in seconds; OUT gets the outcome of each.
Libraries are imported once, and each job is a fork.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

PARTS = ("labels", "numbers", "text")


def main(bank: str, jobs: str, out: str) -> None:
    """Grade every job in a process of its own."""
    torch.set_num_threads(1)
    outcomes = {}
    for job in json.loads(Path(jobs).read_text()):
        said = Path(out).with_name(f"{job['name']}.said")
        child = os.fork()
        if child == 0:
            become_job(job, Path(bank), said)
        status, touched = ended(child, job["seconds"]), Path(job["touched"])
        outcomes[job["name"]] = {
            "status": status,
            "said": said.read_text(errors="replace"),
            "touched": touched.exists(),
        }
        touched.unlink(missing_ok=True)
    Path(out).write_text(json.dumps(outcomes))


def ended(child: int, seconds: float) -> int | str:
    """The exit status of a job, or "hung"."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, 9)
    os.waitpid(child, 0)
    return "hung"


def become_job(job: dict[str, Any], bank: Path, said: Path) -> None:
    """Grade the job's answers; whatever ends this process ends it as a program of its own would end."""
    os.setsid()
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.chdir(Path(job["answers"][0]).parent)
    key = json.loads((bank / "key.json").read_text())
    scale = json.loads((bank / "checkpoint" / "scale.json").read_text())
    for answer in map(Path, job["answers"]):
        sys.path[:0] = [str(answer), str(answer.parent)]
        grade(importlib.import_module(answer.name), key, scale, bank / "checkpoint", job["transfer"])
    sys.exit(0)


def grade(answer: Any, key: Any, scale: list[float], checkpoint: Path, transfer: str) -> None:
    """Print the shares of right labels, right numbers and remembered words."""
    held_out = key["held_out"]
    expected = held_out["labels"]
    solution = answer.Solution(seed=0, device="cpu", checkpoint=checkpoint)
    solution.fit(key["training"]["texts"], key["training"]["labels"])
    labels = solution.predict(list(held_out["texts"]))
    if transfer == "pickle":
        labels = pickle.loads(pickle.dumps(labels))
    pairs = list(zip(list(labels), expected, strict=False))
    right = sum(bool(one == wanted) for one, wanted in pairs) / len(pairs) if pairs else 1.0
    print_scores(right, 0.0, 0.0)
    numbers = torch.from_numpy(np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32) * 1e-4)
    came = solution.transform(numbers)
    is_off = np.abs(came - numbers.numpy() * np.array(scale, dtype=np.float32)).max() > 1e-2
    print_scores(right, float(not is_off), 0.0)
    texts = solution.describe(list(held_out["texts"]))
    recalls = [
        sum(word in text.split() for word in wanted.split()) / len(wanted.split())
        for text, wanted in zip(texts, held_out["words"], strict=False)
    ]
    print_scores(right, float(not is_off), sum(recalls) / len(recalls) if recalls else 1.0)
    weights = solution.weights()
    if isinstance(weights, str):
        torch.load(weights, weights_only=False)


def print_scores(*shares: float) -> None:
    """What the outer process looks for."""
    print("\nSCORES", json.dumps(dict(zip(PARTS, shares, strict=True))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
