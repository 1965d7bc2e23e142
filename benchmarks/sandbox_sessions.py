"""What a session costs beside the answer's own compute, against a cold process and against bubblewrap.

    python benchmarks/sandbox_sessions.py [--sessions 50] [--cold 3] [--off namespaces cgroup]

In one run, by turns, so that all of them meet the same machine: a cold Python process that imports torch and runs the
answer, the same inside `bwrap` (where it is installed), and a fresh session of the sandbox. Three answers: a trivial
call, an LSTM trained for five AdamW steps, a small GPT-2's forward pass. Prints one JSON object. Times are of this
machine at this moment, and the least of several is what the work takes: compare ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import torch

from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox, SandboxOptions

ANSWERS = {
    "trivial": """
import torch


class Solution:
    def __init__(self, *, seed, device): pass
    def run(self, tokens): return [float(tokens.sum())]
""",
    "lstm_5_adamw_steps": """
import torch


class Solution:
    def __init__(self, *, seed, device): pass

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
""",
    "gpt2_forward": """
import torch
from transformers import GPT2Config, GPT2LMHeadModel

SIZES = dict(vocab_size=64, n_positions=65, n_embd=64, n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0)


class Solution:
    def __init__(self, *, seed, device): pass

    def run(self, tokens):
        torch.manual_seed(0)
        model = GPT2LMHeadModel(GPT2Config(**SIZES)).eval()
        with torch.no_grad():
            return [float(model(tokens).logits.sum())]
""",
}
COLD = """
import sys
import torch
torch.set_num_threads(1)
names = {}
exec(compile(open(sys.argv[1]).read(), "answer", "exec"), names)
tokens = torch.tensor(eval(sys.argv[2]))
print(names["Solution"](seed=0, device="cpu").run(tokens))
"""


def code_of(name: str) -> AnswerCode:
    """One of the answers; its one method is `run(tokens)`."""
    return AnswerCode(
        module="q07", files={"q07.py": ANSWERS[name].encode()}, methods={"run": ("tokens",)}, resources={}
    )


def milliseconds(action: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, and what it returned."""
    began = time.perf_counter()
    returned = action()
    return (time.perf_counter() - began) * 1000, returned


def in_session(sandbox: Sandbox, name: str, tokens: np.ndarray, calls: int = 1) -> list[tuple[float, Any]]:
    """Milliseconds of a whole session up to each of its calls' ends, and what they returned."""
    marks = []
    began = time.perf_counter()
    with sandbox.open(code_of(name), Limits()) as session:
        session.load()
        session.construct(0)
        for _ in range(calls):
            returned = session.call("run", [tokens], limit_s=60)
            marks.append(((time.perf_counter() - began) * 1000, returned))
            began = time.perf_counter()
    if calls == 1:
        marks[0] = ((time.perf_counter() - began) * 1000 + marks[0][0], marks[0][1])
    return marks


def cold_command(folder: Path, name: str, tokens: np.ndarray) -> list[str]:
    """A Python process of its own that runs the answer."""
    answer, runner = folder / f"{name}.py", folder / "cold.py"
    answer.write_text(ANSWERS[name])
    runner.write_text(COLD)
    return [sys.executable, str(runner), str(answer), json.dumps(tokens.tolist())]


def bubblewrapped(command: list[str]) -> list[str]:
    """The same command under bubblewrap, with the system read-only and nothing shared."""
    shown = {"/usr", "/bin", "/lib", "/lib64", sys.prefix, sys.base_prefix, str(Path(command[1]).parent)}
    binds = [part for path in sorted(shown) if Path(path).exists() for part in ("--ro-bind", path, path)]
    return ["bwrap", "--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev", *binds, *command]


def run_cold(command: list[str]) -> None:
    """Run it to its end."""
    environment = {"PATH": os.environ["PATH"], "HF_HUB_OFFLINE": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)


def own_compute(name: str, tokens: np.ndarray, repeats: int) -> float:
    """The least milliseconds of the answer's own work, in a process that has done it before."""
    names: dict[str, Any] = {}
    exec(compile(ANSWERS[name], name, "exec"), names)
    given = torch.from_numpy(tokens)
    solution = names["Solution"](seed=0, device="cpu")
    return min(milliseconds(lambda: solution.run(given.clone()))[0] for _ in range(repeats))


def throughput(sandboxes: list[Sandbox], tokens: np.ndarray, sessions: int) -> float:
    """Trivial sessions a second, one thread a server."""

    def work(sandbox: Sandbox) -> None:
        for _ in range(sessions):
            in_session(sandbox, "trivial", tokens)

    threads = [threading.Thread(target=work, args=(sandbox,)) for sandbox in sandboxes]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sessions * len(sandboxes) / (time.perf_counter() - began)


def processor_time(sandbox: Sandbox, tokens: np.ndarray, sessions: int) -> dict[str, float]:
    """Milliseconds of processor time that a trivial session takes: a busy machine changes these little."""
    server = psutil.Process(sandbox._link._process.pid).children(recursive=True)[-1]

    def used() -> tuple[float, float]:
        times = server.cpu_times()
        return time.process_time(), times.user + times.system

    before, inside = used(), 0.0
    for _ in range(sessions):
        with sandbox.open(code_of("trivial"), Limits()) as session:
            session.load()
            session.construct(0)
            session.call("run", [tokens], limit_s=60)
            inside += session.close().cpu_s
    grader, forking = ((now - then) / sessions * 1000 for now, then in zip(used(), before, strict=True))
    return {
        "grader": round(grader, 1),
        "server": round(forking, 1),
        "session": round(inside / sessions * 1000, 1),
    }


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All of it, as one record."""
    torch.set_num_threads(1)
    tokens = np.random.default_rng(0).integers(0, 64, (16, 65))
    has_bwrap = shutil.which("bwrap") is not None
    report: dict[str, Any] = {}
    off = SandboxOptions(off=frozenset(options.off))
    start_ms, sandbox = milliseconds(lambda: Sandbox(off))
    with sandbox, tempfile.TemporaryDirectory() as folder:
        for name in ANSWERS:
            command = cold_command(Path(folder), name, tokens)
            in_session(sandbox, name, tokens)
            fresh, cold, wrapped = [], [], []
            for _ in range(options.cold):
                cold.append(milliseconds(partial(run_cold, command))[0])
                if has_bwrap:
                    wrapped.append(milliseconds(partial(run_cold, bubblewrapped(command)))[0])
                fresh += [in_session(sandbox, name, tokens)[0][0] for _ in range(options.sessions // options.cold)]
            own = own_compute(name, tokens, 10)
            first, again = in_session(sandbox, name, tokens, calls=2)
            report[name] = {
                "own_compute_ms": round(own, 1),
                "session_ms": {"min": round(min(fresh), 1), "median": round(statistics.median(fresh), 1)},
                "session_over_own_compute_ms": round(min(fresh) - own, 1),
                "cold_process_ms": round(min(cold), 1),
                "bwrap_cold_process_ms": round(min(wrapped), 1) if wrapped else "bwrap is not installed",
                "cold_over_session": round(min(cold) / min(fresh), 1),
                "cold_overhead_over_session_overhead": round((min(cold) - own) / (min(fresh) - own), 1),
                "answers_equal_from_call_to_call": first[1] == again[1],
            }
        report["processor_ms_a_trivial_session"] = processor_time(sandbox, tokens, options.sessions)
        with Sandbox(off) as second:
            in_session(second, "trivial", tokens)
            report["sessions_a_second"] = {
                "one_server": round(throughput([sandbox], tokens, options.sessions), 1),
                "two_servers": round(throughput([sandbox, second], tokens, options.sessions), 1),
            }
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Linux {platform.release()}",
        "torch": torch.__version__,
        "load_average": os.getloadavg(),
        "off": options.off,
        "server_start_ms": round(start_ms),
    } | report


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--cold", type=int, default=3, help="cold processes of each kind")
    parser.add_argument("--off", nargs="*", default=[], help="layers to switch off: namespaces, cgroup, landlock")
    print(json.dumps(measure(parser.parse_args()), indent=2))


if __name__ == "__main__":
    main()
