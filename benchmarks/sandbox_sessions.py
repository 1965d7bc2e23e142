"""What the sandbox costs: a trivial session's life, and training inside it against training outside.

    python benchmarks/sandbox_sessions.py [--sessions 50] [--off namespaces cgroup]

Prints one JSON object. Times are of this machine at this moment: compare ratios, and runs made side by side.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from typing import Any

import numpy as np
import torch

from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions

TRIVIAL = b"""
class Solution:
    def __init__(self, *, seed, device): pass
    def run(self, value): return value
"""
TRAINING = b"""
import torch


class Solution:
    def __init__(self, *, seed, device):
        pass

    def run(self, tokens):
        torch.manual_seed(0)
        embedding, head = torch.nn.Embedding(64, 64), torch.nn.Linear(128, 64)
        lstm = torch.nn.LSTM(64, 128, batch_first=True)
        parameters = [*embedding.parameters(), *lstm.parameters(), *head.parameters()]
        optimiser = torch.optim.AdamW(parameters, lr=1e-3)
        losses = []
        for _ in range(5):
            logits = head(lstm(embedding(tokens[:, :-1]))[0])
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        return losses
"""


def answer(code: bytes) -> AnswerCode:
    """An answer whose one method is `run(value)`."""
    return AnswerCode(module="q07", files={"q07.py": code}, methods={"run": ("value",)}, resources={})


def life(sandbox: Sandbox, code: bytes, value: Any) -> tuple[dict[str, float], Any]:
    """Milliseconds of each part of one session, and what its call returned."""
    marks = [time.perf_counter()]
    session = sandbox.open(answer(code), Limits())
    marks.append(time.perf_counter())
    session.load()
    marks.append(time.perf_counter())
    session.construct(0)
    marks.append(time.perf_counter())
    returned = session.call("run", [value], limit_s=60)
    marks.append(time.perf_counter())
    session.close()
    marks.append(time.perf_counter())
    parts = ("open", "load", "construct", "call", "close")
    times = {part: (end - start) * 1000 for part, start, end in zip(parts, marks[:-1], marks[1:], strict=True)}
    times["all"] = (marks[-1] - marks[0]) * 1000
    return times, returned


def spread(values: list[float]) -> dict[str, float]:
    """Median and 95th percentile, rounded to 0.1."""
    return {"p50": round(statistics.median(values), 1), "p95": round(float(np.percentile(values, 95)), 1)}


def in_process(tokens: np.ndarray, repeats: int) -> tuple[list[float], list[float]]:
    """The training's milliseconds without any sandbox, warm, and its losses."""
    torch.set_num_threads(1)
    names: dict[str, Any] = {}
    exec(compile(TRAINING, "training", "exec"), names)
    solution = names["Solution"](seed=0, device="cpu")
    losses = solution.run(torch.from_numpy(tokens))
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        solution.run(torch.from_numpy(tokens.copy()))
        times.append((time.perf_counter() - began) * 1000)
    return times, losses


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--off", nargs="*", default=[], help="layers to switch off: namespaces, cgroup, landlock")
    options = parser.parse_args()
    tokens = np.random.default_rng(0).integers(0, 64, (16, 65))
    began = time.perf_counter()
    with Sandbox(SandboxOptions(off=frozenset(options.off))) as sandbox:
        start_s = time.perf_counter() - began
        life(sandbox, TRIVIAL, 1)
        trivial = [life(sandbox, TRIVIAL, 1)[0] for _ in range(options.sessions)]
        first, again = [], []
        for _ in range(max(5, options.sessions // 5)):
            with sandbox.open(answer(TRAINING), Limits()) as session:
                session.load()
                session.construct(0)
                for times in (first, again):
                    started = time.perf_counter()
                    losses = session.call("run", [tokens], limit_s=60)
                    times.append((time.perf_counter() - started) * 1000)
    outside, expected = in_process(tokens, max(5, options.sessions // 5))
    report = {
        "machine": f"{platform.machine()}, Linux {platform.release()}, torch {torch.__version__}",
        "off": options.off,
        "server_start_s": round(start_s, 2),
        "trivial_session_ms": {part: spread([times[part] for times in trivial]) for part in trivial[0]},
        "lstm_5_steps_ms": {
            "in_process_warm": spread(outside),
            "session_first_call": spread(first),
            "session_later_call": spread(again),
        },
        "losses_bit_identical": losses == expected,
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
