"""A minute of coverage-guided fuzzing of the wire's decoder, from seeds that are true messages."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from harness.plain import Unsendable
from harness.sandbox.wire import encode

FUZZ = Path(__file__).parents[2] / "fuzz" / "fuzz_wire.py"
SEEDS = (
    {"ok": [1, -2.5, "text", b"bytes", None, True], "advisory": {"torch_layers": ["LSTM"], "gpu_peak_memory_mb": 1.5}},
    [np.arange(6, dtype=np.float32).reshape(2, 3), np.zeros((0, 4), np.int64), Unsendable("Thing")],
    {"a": {"b": [[], {}, {"c": [1 << 63, -(1 << 63)]}]}, "": "文字"},
    ["x" * 40, "y" * 300, list(range(20)), b"z" * 300],
)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed: pip install atheris")
def test_a_minute_of_fuzzing_finds_nothing(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS):
        (corpus / str(number)).write_bytes(encode(seed))
        (corpus / f"{number}-structure").write_bytes(encode(seed)[4:])
    finished = subprocess.run(
        [sys.executable, FUZZ, "-max_total_time=60", "-max_len=4096", f"-artifact_prefix={tmp_path}/", corpus],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert finished.returncode == 0, finished.stdout[-2000:] + finished.stderr[-4000:]
    assert "Done" in finished.stderr  # it ran its minute, instead of stopping before
