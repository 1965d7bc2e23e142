"""Leaves something for whoever comes next: in caches, temporary folders, site-packages, and the process itself."""

import builtins
import os
import sys
import sysconfig
import tempfile
from pathlib import Path

import numpy as np
import torch

from .surroundings import Fallback

PURE = Path(sysconfig.get_paths()["purelib"])
PLACES = [
    *map(Path, ("/tmp", "/dev/shm", "/var/tmp", "/run", "/usr/local/bin", "/box", "/box/tmp")),
    Path.home(), Path.home() / ".cache", Path.home() / ".cache/torch_extensions", Path.home() / ".local",
    Path.cwd(), Path(tempfile.gettempdir()), PURE, PURE / "numpy", Path(sys.prefix), Path(sys.base_prefix),
    Path(os.environ.get("TORCHINDUCTOR_CACHE_DIR", "/tmp/torchinductor")),
]  # fmt: skip
NAME = "left-for-the-next.pth"


class Solution(Fallback):
    def predict(self, texts):
        for place in PLACES:
            try:
                place.mkdir(parents=True, exist_ok=True)
                (place / NAME).write_text("# Left by a test of attacks on the grader; remove it.\n")
                print("WROTE", place, flush=True)
            except OSError:
                continue
        for cached in sorted(PURE.glob("numpy/__pycache__/*.pyc"))[:3]:
            try:
                cached.write_bytes(cached.read_bytes())  # as it was: where this works, no more harm is done
                print("LOOT bytecode overwritten", cached, flush=True)
            except OSError:
                print("TRIED bytecode", flush=True)
        builtins.poisoned = True
        return super().predict(texts)

    def weights(self):
        sys.modules["poisoned"] = sys
        np.float32 = float
        torch.from_numpy = None
        torch.set_default_dtype(torch.float64)
        os.environ["POISONED"] = "1"
        os.chdir("/")
        return super().weights()
