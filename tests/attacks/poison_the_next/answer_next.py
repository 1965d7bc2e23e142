"""Comes after `answer.py` on the same server and looks for what it left."""

import builtins
import os
import sys

import torch

from .surroundings import Fallback


class Solution(Fallback):
    def predict(self, texts):
        print("TRIED what was left", flush=True)
        for folder in ("/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), os.getcwd(), sys.prefix):
            for place, _, names in os.walk(folder):
                if "left-for-the-next.pth" in names:
                    print("LOOT left in", place, flush=True)
        marks = hasattr(builtins, "poisoned"), "poisoned" in sys.modules, "POISONED" in os.environ
        if any(marks) or torch.get_default_dtype() != torch.float32 or torch.from_numpy is None:
            print("LOOT poisoned", marks, flush=True)
        return super().predict(texts)
