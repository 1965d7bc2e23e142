"""What a session does with an answer, right or wrong, on every kind of host."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sandbox_answers import Open, an_answer, solution

from harness.faults import CandidateFault, InfrastructureFault
from harness.plain import Unsendable
from harness.question import Limits
from harness.sandbox import AnswerCode, Sandbox

ECHO = solution("return value")


def run(opened: Open, body: str, value: Any = None, *, limit_s: float = 10, top: str = "", **limits: Any) -> Any:
    return opened(solution(body, top=top), **limits).call("run", [value], limit_s=limit_s)


def fault_of(opened: Open, body: str, value: Any = None, **options: Any) -> CandidateFault:
    with pytest.raises(CandidateFault) as caught:
        run(opened, body, value, **options)
    return caught.value


@pytest.mark.parametrize(
    "value",
    [None, True, -3, 0.5, "text 文字", b"bytes", [1, [2.5, "a"]], {"a": {"b": [None]}}, "x" * 5_000_000],
    ids=lambda value: repr(value)[:20],
)
def test_plain_values_go_and_come_back(opened: Open, value: Any) -> None:
    assert run(opened, "return value", value) == value


@pytest.mark.parametrize("size", [0, 4, 3 << 20])
def test_arrays_are_tensors_inside_and_arrays_outside(opened: Open, size: int) -> None:
    body = "assert type(value).__name__ == 'Tensor' and value.device.type == 'cpu'\nreturn value.mul_(2)"
    given = np.arange(size, dtype=np.float32)
    assert np.array_equal(run(opened, body, given), np.arange(size, dtype=np.float32) * 2)


def test_a_discarded_answer_is_not_sent(opened: Open) -> None:
    session = opened(solution("self.kept = value\nreturn object()"))
    assert session.call("run", [1], limit_s=5, discard=True) is None
    assert session.call("run", [1], limit_s=5) == Unsendable("object")


def test_state_stays_between_calls_and_numbers_repeat_with_the_seed(sandbox: Sandbox, shown: Path) -> None:
    body = "import torch, random, numpy\nself.n = getattr(self, 'n', 0) + 1\n"
    body += "return [self.n, torch.rand(1).item(), random.random(), float(numpy.random.rand())]"
    runs = []
    for seed in (1, 1, 2):
        with sandbox.open(an_answer(solution(body), shown), Limits()) as session:
            session.load()
            session.construct(seed)
            runs.append([session.call("run", [0], limit_s=5) for _ in range(2)])
    assert [first for first, *_ in runs[0]] == [1, 2]
    assert runs[0] == runs[1] != runs[2]


def test_resources_arrive(opened: Open) -> None:
    assert run(opened, "return open(self.model_dir + '/weights.txt').read()") == "weights"


def test_usage_tells_what_was_used(opened: Open) -> None:
    session = opened(
        solution(
            """
            import torch
            self.net = torch.nn.Sequential(torch.nn.LSTM(2, 2))
            self.big = b'x' * (200 << 20)
            print('said')
            """
        )
    )
    session.call("run", [0], limit_s=10)
    usage = session.close()
    assert usage.torch_layers == ("LSTM", "Sequential")
    assert usage.gpu_peak_memory_mb is None
    assert usage.log == "said\n"
    assert usage.wall_s > 0
    assert usage.cpu_s > 0
    assert 180 < usage.peak_memory_mb < 400
    assert session.close() is usage
    assert not session.alive


# What is wrong with an answer is told with its place.


@pytest.mark.parametrize(
    ("code", "kind", "part", "line"),
    [
        ("x = 1\ny = x +", "load", "SyntaxError", 2),
        ("x = 1\n\nimport no_such_module", "load", "ModuleNotFoundError: No module named 'no_such_module'", 3),
        ("def f():\n    return 1 / 0\nf()", "load", "ZeroDivisionError", 2),
        ("import sys\nsys.exit(0)", "died", "importing the answer: called exit(0)", 2),
        ("import os\nos._exit(0)", "died", "importing the answer: the process ended with exit code 0", None),
        ("import os\nos._exit(3)", "died", "ended with exit code 3", None),
        ("raise BaseException('x')", "load", "BaseException: x", 1),
    ],
)
def test_a_module_that_does_not_load(opened: Open, code: str, kind: str, part: str, line: int | None) -> None:
    with pytest.raises(CandidateFault) as caught:
        opened(code)
    assert (caught.value.kind, caught.value.line) == (kind, line)
    assert part in caught.value.message
    assert caught.value.file == ("q07.py" if line else None)


def test_a_module_that_is_not_utf_8(sandbox: Sandbox) -> None:
    answer = AnswerCode(module="q07", files={"q07.py": b"x = '\xff'"}, methods={}, resources={})
    with sandbox.open(answer, Limits()) as session, pytest.raises(CandidateFault, match="SyntaxError") as caught:
        session.load()
    assert caught.value.file == "q07.py"


@pytest.mark.parametrize(
    ("code", "message", "line"),
    [
        ("x = 1", "there is no class Solution with the methods run", None),
        ("Solution = 3", "Solution is no class but a int", None),
        (ECHO.replace("def run", "def walk"), "Solution has no method run(value)", 1),
        (ECHO.replace("self, value", "self"), "run must take (value): too many positional arguments", 4),
        (ECHO.replace("self, value", "self, value, more"), "run must take (value): missing a required argument", 4),
        (ECHO.replace("seed, ", ""), "Solution's constructor must take (*, seed, device, model_dir, base_url)", 2),
    ],
)
def test_complaints_name_what_the_contract_asks_for(opened: Open, code: str, message: str, line: int | None) -> None:
    loaded = opened(code, ready=False).load()
    (complaint,) = loaded.complaints
    assert message in complaint.message
    assert complaint.line == line
    assert loaded.has_solution == ("class Solution" in code)


@pytest.mark.parametrize(
    "code",
    [
        ECHO,
        ECHO.replace("self, value", "self, value, more=1"),
        ECHO.replace("self, value", "self, *values"),
        ECHO.replace("def run(self", "@staticmethod\n    def run("),
        ECHO.replace("seed, device, model_dir, base_url", "seed, **rest").replace("self.model_dir = model_dir", "pass"),
        "class Base:\n    def run(self, value): return value\nclass Solution(Base):\n    def __init__(self, **k): pass",
    ],
)
def test_no_complaint_where_the_contract_is_kept(opened: Open, code: str) -> None:
    loaded = opened(code.replace("(, value", "(value"), ready=False).load()
    assert loaded.complaints == ()


def test_an_exception_is_told_with_the_innermost_line_of_the_candidates_own(opened: Open) -> None:
    fault = fault_of(opened, "import json\nreturn json.loads(value)", "{")
    assert fault.kind == "raised"
    assert fault.message.startswith("run: raised JSONDecodeError: Expecting property name")
    assert (fault.file, fault.line) == ("q07.py", 6)
    fault = fault_of(opened, "return {}['the']")
    assert fault.message == "run: raised KeyError: 'the'"


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        ("raise SystemExit(4)", "died", "run: called exit(4)"),
        ("import os; os._exit(0)", "died", "run: the process ended with exit code 0 before it answered"),
        ("import ctypes; ctypes.string_at(0)", "died", "run: the process died with signal 11 (segmentation fault)"),
        ("import os; os.closerange(3, 99); import time; time.sleep(60)", "died", "closed its connection"),
        ("while True: pass", "timeout", "run: over the 1 s limit"),
        ("while True:\n  try:\n    while True: pass\n  except BaseException: pass", "timeout", "run: over the 1 s"),
        ("import signal; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]\nwhile True: pass", "timeout", "1 s"),
        ("return open(3, 'wb', closefd=False).write(b'x' * 99)", "wire", "run: "),
        ("open(3, 'wb', closefd=False).write(b'\\xff' * 9)", "wire", "over the limit of 64 MiB for an answer"),
        ("l = []; l.append(l); return l", "wire", "containing itself"),
        ("import torch; return [torch.ones(1).expand(10**12)]", "wire", r"run\(\)[0]: the answer is larger"),
        ("return '\\ud800'", "wire", "lone surrogate"),
        ("return 1 << 64", "wire", "beyond 64 bits"),
        ("return 'x' * (9 << 20)", "wire", "text and lists, more than 8 MiB"),
    ],
)
def test_how_a_call_can_go_wrong(opened: Open, body: str, kind: str, message: str) -> None:
    fault = fault_of(opened, body, limit_s=1 if kind == "timeout" else 10)
    assert fault.kind == kind
    assert message.replace("\\", "") in fault.message


@pytest.mark.parametrize("dunder", ["__str__", "__repr__"])
def test_an_exception_that_cannot_be_told_is_still_the_candidates(opened: Open, dunder: str) -> None:
    top = f"class Odd(Exception):\n    def {dunder}(self): raise SystemExit(1)"
    assert fault_of(opened, "raise Odd()", top=top).kind == "raised"


def test_only_what_ends_the_process_ends_the_session(opened: Open) -> None:
    session = opened(
        solution("if value == 0: raise ValueError('no')\nif value == 1: import os; os._exit(1)\nreturn value")
    )
    with pytest.raises(CandidateFault, match="ValueError"):
        session.call("run", [0], limit_s=5)
    assert session.alive
    assert session.call("run", [2], limit_s=5) == 2
    with pytest.raises(CandidateFault, match="exit code 1"):
        session.call("run", [1], limit_s=5)
    assert not session.alive
    with pytest.raises(InfrastructureFault, match="has ended"):
        session.call("run", [2], limit_s=5)


def test_the_session_has_a_limit_over_all_its_calls(opened: Open) -> None:
    session = opened(solution("import time; time.sleep(value)"), session_s=1.5)
    with pytest.raises(CandidateFault, match=r"run: over the session's 1\.5 s limit"):
        session.call("run", [30], limit_s=20)


# Limits.


@pytest.mark.parametrize(
    "body",
    [
        "x = []\nwhile True: x.append(b'x' * (1 << 24))",
        "import numpy; return float(numpy.ones(1 << 28).sum())",
        "import torch; return torch.ones(1 << 29).sum()",
        "x = bytearray(10**12)",
    ],
)
def test_memory_is_bounded(opened: Open, body: str) -> None:
    fault = fault_of(opened, body, memory_mb=300)
    assert fault.kind == "memory"
    assert fault.message == "run: used more than the limit of 300 MiB of memory"


def test_shared_and_summed_memory_is_bounded_too(opened: Open) -> None:
    shared = "import mmap\nm = mmap.mmap(-1, 600 << 20)\nfor i in range(0, 600 << 20, 4096): m[i] = 1"
    body = f"{shared}\nimport time; time.sleep(2)"
    assert fault_of(opened, body, memory_mb=300).kind == "memory"
    many = """
    import os, time
    for _ in range(4):
        if not os.fork():
            held = bytes([1]) * (150 << 20)
            time.sleep(20)
    time.sleep(2)
    """
    assert fault_of(opened, many, memory_mb=300).kind == "memory"


def test_memory_of_orphans_counts(opened: Open) -> None:
    """Without a pid namespace an orphan is no descendant of the session's process any more."""
    orphans = """
    import os, time
    for _ in range(5):
        if not os.fork():
            if not os.fork():
                held = bytes([1]) * (140 << 20)
                time.sleep(30)
            os._exit(0)
    time.sleep(3)
    """
    assert fault_of(opened, orphans, memory_mb=300).kind == "memory"


def test_memory_taken_between_two_calls_counts(opened: Open) -> None:
    body = """
    import mmap, threading, time
    def take():
        time.sleep(0.3)
        self.held = [mmap.mmap(-1, 100 << 20) for _ in range(7)]
        for held in self.held:
            for at in range(0, 100 << 20, 4096): held[at] = 1
    if value == 0: threading.Thread(target=take).start()
    """
    session = opened(solution(body), memory_mb=300)
    session.call("run", [0], limit_s=10)
    time.sleep(4)
    with pytest.raises(CandidateFault) as caught:
        session.call("run", [1], limit_s=10)
    assert caught.value.kind == "memory"


def test_a_fork_bomb_is_bounded(opened: Open) -> None:
    body = "import os, time\nn = 0\nwhile True:\n    try:\n        if os.fork() == 0: time.sleep(60)\n        n += 1\n"
    body += "    except OSError: return n"
    assert 4 < run(opened, body, processes=20) <= 20


def test_each_session_has_its_own_share_of_the_processors(opened: Open, sandbox: Sandbox) -> None:
    """The kernel shares them out between cgroups, not between processes."""
    hierarchy = sandbox._ground.hierarchy
    if hierarchy is None or not any((root / "cpu.shares").exists() for root in hierarchy.roots):
        return  # version 2 shares its processors out by itself, and without a cgroup nobody does
    groups = set()
    for session in (opened(ECHO), opened(ECHO)):
        lines = Path(f"/proc/{session._place.pid}/cgroup").read_text().splitlines()
        groups |= {line.split(":", 2)[2] for line in lines if "cpu" in line.split(":", 2)[1].split(",")}
    assert len(groups) == 2
    assert all("harness-" in group for group in groups)


def test_cpu_time_is_bounded(opened: Open) -> None:
    fault = fault_of(opened, "while True: pass", cpu_s=1, limit_s=20)
    assert fault.kind == "timeout"
    assert fault.message == "run: over the limit of 1 s of CPU time"


def test_the_end_of_the_log_is_kept_and_a_flood_is_stopped(opened: Open) -> None:
    session = opened(solution("print('a' * 100_000); print('the end')"), log_kb=1)
    session.call("run", [0], limit_s=5)
    log = session.close().log
    assert log.endswith("a\nthe end\n")
    assert len(log) < 1100
    fault = fault_of(opened, "while True: print('x' * 100_000)", limit_s=30)
    assert (fault.kind, fault.message) == ("output", "run: printed more than 16 MiB")


def test_scratch_space_is_there_and_bounded(opened: Open) -> None:
    assert run(opened, "import tempfile\nf = tempfile.TemporaryFile()\nreturn f.write(b'x' * 1000)") == 1000
    body = "import time\nfor n in range(30): open(f'f{n}', 'wb').write(b'x' * (1 << 20))\ntime.sleep(5)"
    fault = fault_of(opened, body, scratch_mb=8)
    assert fault.kind in ("raised", "output")
    assert "No space left" in fault.message or "scratch folder" in fault.message


@pytest.mark.parametrize(
    "keep",
    [
        "held.append(f)",
        "held.append(mmap.mmap(f.fileno(), 4096)); f.close()",
        "os.fork() or time.sleep(60); f.close()",
    ],
    ids=["open", "mapped", "open in a child"],
)
def test_files_without_a_name_count_too(opened: Open, keep: str) -> None:
    body = f"""
    import mmap, os, time
    held = []
    for n in range(12):
        f = open('f', 'w+b'); f.write(b'x' * (1 << 20)); f.flush(); os.unlink('f')
        {keep}
    time.sleep(6)
    """
    fault = fault_of(opened, body, scratch_mb=8)
    assert fault.kind in ("raised", "output")
    assert "No space left" in fault.message or "scratch folder" in fault.message


def test_so_many_empty_folders_are_too_many(opened: Open) -> None:
    body = "import os, time\nfor n in range(21_000): os.mkdir(str(n))\ntime.sleep(6)"
    fault = fault_of(opened, body, limit_s=30)
    assert "No space left" in fault.message or "20000 files" in fault.message


def test_a_session_full_of_processes_is_ended_at_once(opened: Open) -> None:
    body = """
    import os, signal, time
    for number in range(1, 32):
        if number not in (9, 17, 19): signal.signal(number, signal.SIG_IGN)
    for _ in range(50):
        if not os.fork():
            while True: time.sleep(9)
    """
    session = opened(solution(body))
    session.call("run", [0], limit_s=60)
    held = len(session._place.members())
    assert held > 50
    began = time.monotonic()
    session.close()
    assert time.monotonic() - began < 10  # some 0.1 s on a machine that has nothing else to do
    assert [pid for pid in session._place.members() if Path(f"/proc/{pid}").exists()] == []


# Modules.


def test_sibling_files_are_imported_and_replace_no_library(sandbox: Sandbox, shown: Path) -> None:
    files = dict.fromkeys(("torch.py", "json.py", "wave.py", "sitecustomize.py"), "raise RuntimeError('shadowed')")
    files["helpers.py"] = "def twice(x): return 2 * x"
    code = solution("import wave\nreturn twice(value)", top="import json, torch\nfrom helpers import twice")
    with sandbox.open(an_answer(code, shown, files=files), Limits()) as session:
        session.load()
        session.construct(0)
        assert session.call("run", [4], limit_s=5) == 8


def test_a_package_imports_its_own_modules(sandbox: Sandbox, shown: Path) -> None:
    files = {"q07/__init__.py": "from .model import Solution", "q07/model.py": ECHO}
    answer = AnswerCode(
        module="q07",
        files={name: text.encode() for name, text in files.items()},
        methods={"run": ("value",)},
        resources={"model_dir": shown / "resource", "base_url": ""},
    )
    with sandbox.open(answer, Limits()) as session:
        assert session.load().complaints == ()
        session.construct(0)
        assert session.call("run", ["a"], limit_s=5) == "a"


@pytest.mark.parametrize("module", ["sklearn.svm", "scipy.optimize", "wave", "sqlite3", "transformers.models.llama"])
def test_what_is_installed_but_not_preloaded_can_be_imported(opened: Open, module: str) -> None:
    assert run(opened, f"import {module}\nreturn 1") == 1


def test_a_small_transformer_and_a_loader_with_workers_run(opened: Open, sandbox: Sandbox) -> None:
    body = """
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel
    model = GPT2LMHeadModel(GPT2Config(vocab_size=32, n_positions=8, n_embd=16, n_layer=1, n_head=2))
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3)
    ids = torch.arange(8)[None]
    model(ids, labels=ids).loss.backward()
    optimiser.step()
    return model.generate(ids[:, :2], max_new_tokens=3, do_sample=False, pad_token_id=0)
    """
    assert run(opened, body, limit_s=30).shape == (1, 5)
    if sandbox.layers["view"] != "yes":
        return  # without a view there is no shared memory of the session's own
    workers = (
        "from torch.utils.data import DataLoader\nreturn [b.tolist() for b in DataLoader(value, 2, num_workers=2)]"
    )
    assert run(opened, workers, np.arange(4), limit_s=30) == [[0, 1], [2, 3]]


def test_nothing_of_ours_is_loaded_and_the_environment_is_what_we_gave(opened: Open) -> None:
    names = run(opened, "import sys\nreturn sorted({name.partition('.')[0] for name in sys.modules})")
    assert not {"harness", "reference", "metrics"} & set(names)
    environment = run(opened, "import os\nreturn dict(os.environ)")
    assert sorted(environment) == [
        "CUDA_VISIBLE_DEVICES", "HF_HUB_OFFLINE", "HOME", "LANG", "LOGNAME", "OMP_NUM_THREADS", "PATH",
        "PYTORCH_NVML_BASED_CUDA_CHECK", "TMPDIR", "TOKENIZERS_PARALLELISM", "TORCHINDUCTOR_CACHE_DIR", "USER",
    ]  # fmt: skip
    assert environment["CUDA_VISIBLE_DEVICES"] == ""


@pytest.mark.parametrize("module", ["harness", "harness.sandbox", "reference", "metrics"])
def test_nothing_of_ours_can_be_imported(opened: Open, module: str) -> None:
    assert fault_of(opened, f"import {module}").message.startswith("run: raised ModuleNotFoundError")


def test_a_question_that_passes_what_cannot_cross_is_our_fault(opened: Open) -> None:
    session = opened(ECHO)
    with pytest.raises(InfrastructureFault, match="passes what cannot cross"):
        session.call("run", [object()], limit_s=5)
